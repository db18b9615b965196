import { type MeasureDefinition, type Query } from '@modelwatch/collector/contract';
import { type PanelName } from '../parameters';

export interface Asked {
  model: string;
  measure: string;
  /** Empty of a panel that takes none. */
  segment: string;
}

/** A panel of the page: its plugin, the measures it draws, and what it asks the collector. */
export interface PanelKind {
  label: string;
  pluginId: string;
  draws: (measure: MeasureDefinition) => boolean;
  takesSegment: boolean;
  queries: (asked: Asked) => Query[];
}

export const PANEL_KINDS: Record<PanelName, PanelKind> = {
  distribution: {
    label: 'Distribution',
    pluginId: 'modelwatch-distribution-panel',
    draws: ({ shapes }) => shapes.includes('distribution'),
    takesSegment: false,
    queries: ({ model, measure }) => [{ measure, model, shape: 'distribution' }],
  },
  disparity: {
    label: 'Disparity',
    pluginId: 'modelwatch-disparity-panel',
    draws: ({ perGroup }) => perGroup === true,
    takesSegment: true,
    queries: ({ model, measure, segment }) =>
      (['table', 'series'] as const).map((shape) => ({ measure, model, shape, params: { segment } })),
  },
  labelArrival: {
    label: 'Label arrival',
    pluginId: 'modelwatch-label-arrival-panel',
    draws: ({ id }) => id === 'labels.triangle',
    takesSegment: false,
    queries: ({ model, measure }) => [{ measure, model, shape: 'table' }],
  },
};
