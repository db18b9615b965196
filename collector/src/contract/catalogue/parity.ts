import type { MeasureDefinition, ParameterDefinition } from './definition';

const TOLERANCE: ParameterDefinition = {
  name: 'tolerance',
  title: 'Tolerance',
  type: 'number',
  optional: true,
  min: 0,
  description:
    "largest difference of two numbers that are taken as equal; the feature's parityTolerance unless given, else 0.000001",
};

const shared = {
  family: 'parity',
  threshold: null,
  input: 'parity',
  perFeature: true,
  needsLabels: false,
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'raw',
  min: 0,
} as const;

export const PARITY = [
  {
    ...shared,
    id: 'parity.mismatchRate',
    title: 'Parity mismatch',
    meaning:
      'Share of the predictions with an offline value of a feature whose served value differs from it.',
    unit: 'percentunit',
    max: 1,
    better: 'lower',
    threshold: 0.01,
    parameters: [TOLERANCE],
    formula: '(|served − offline| > tolerance, or other text, or one of them missing) / compared',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...shared,
    id: 'parity.meanDifference',
    title: 'Parity difference',
    meaning: 'Mean size of the difference between the served and the offline value of a numeric feature.',
    unit: 'none',
    better: 'lower',
    featureTypes: ['number'],
    parameters: [],
    formula: 'Σ |served − offline| / values that are there on both sides',
    source: 'definition',
  },
  {
    ...shared,
    id: 'parity.comparedShare',
    title: 'Compared predictions',
    meaning: 'Share of the predictions for which there is an offline value of a feature.',
    unit: 'percentunit',
    max: 1,
    better: 'none',
    parameters: [],
    formula: 'compared / all',
    source: 'definition; interval: Wilson (1927)',
  },
] as const satisfies readonly MeasureDefinition[];
