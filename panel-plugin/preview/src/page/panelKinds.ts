import { type MeasureDefinition, type Query } from '@modelwatch/collector/contract';
import { type PanelName } from '../parameters';

export interface Asked {
  model: string;
  measure: string;
  /** Empty of a panel that takes none. */
  segment: string;
  range: { from: number; to: number };
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
    queries: ({ model, measure, range }) => [
      { measure, model, shape: 'distribution' },
      { measure, model, shape: 'distribution', window: stepOf(range) },
    ],
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

const HOUR_MS = 3_600_000;
const MOST_STEPS = 42;

/** A round step of which a range has no more than can be told apart in a small chart. */
function stepOf({ from, to }: { from: number; to: number }): string {
  const hours = [1, 3, 6, 12].find((step) => (to - from) / (step * HOUR_MS) <= MOST_STEPS);
  return hours ? `${hours}h` : `${Math.ceil((to - from) / (24 * HOUR_MS * MOST_STEPS))}d`;
}
