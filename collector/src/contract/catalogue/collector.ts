import type { MeasureDefinition } from './definition';

const shared = {
  family: 'collector',
  input: 'collector',
  perFeature: false,
  needsLabels: false,
  parameters: [],
  shapes: ['snapshot', 'table'],
  groupable: false,
  accuracy: 'exact',
  better: 'lower',
  min: 0,
} as const;

export const COLLECTOR = [
  {
    ...shared,
    id: 'collector.behind',
    title: 'Collector behind',
    meaning: 'Age of the oldest acknowledged event that cannot be queried yet.',
    unit: 's',
    threshold: 120,
    anySample: true,
    formula: 'now − arrival of the oldest event that is not applied; 0 when all are',
    source: 'definition',
  },
] as const satisfies readonly MeasureDefinition[];
