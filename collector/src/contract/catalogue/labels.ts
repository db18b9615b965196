import type { MeasureDefinition } from './definition';
import { quantileParameter } from './quantileParameter';

const shared = {
  family: 'labels',
  threshold: null,
  input: 'arrivals',
  perFeature: false,
  needsLabels: false,
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'exact',
} as const;

export const LABELS = [
  {
    ...shared,
    id: 'labels.lag',
    title: 'Label lag',
    meaning: 'Time from a prediction to its label, over the labels that have arrived.',
    unit: 's',
    min: 0,
    better: 'lower',
    parameters: [quantileParameter(0.5, '0.5 is the median')],
    formula: 'quantile of (arrival − prediction), linear between order statistics',
    source: 'numpy 2.4.6 percentile (linear)',
  },
  {
    ...shared,
    id: 'labels.coverage',
    title: 'Label coverage',
    meaning: 'Share of answered predictions whose label has arrived.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    better: 'higher',
    parameters: [],
    formula: 'labelled / answered',
    source: 'definition; interval: Wilson (1927)',
  },
] as const satisfies readonly MeasureDefinition[];
