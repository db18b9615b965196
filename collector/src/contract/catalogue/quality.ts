import type { MeasureDefinition } from './definition';

const shared = {
  family: 'quality',
  unit: 'percentunit',
  min: 0,
  max: 1,
  better: 'lower',
  input: 'bins',
  perFeature: true,
  needsLabels: false,
  parameters: [],
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'exact',
} as const;

export const QUALITY = [
  {
    ...shared,
    id: 'quality.missingRate',
    title: 'Missing rate',
    meaning: 'Share of predictions in which a feature is absent or null.',
    threshold: 0.05,
    formula: 'missing / all',
    source: 'definition',
  },
  {
    ...shared,
    id: 'quality.invalidRate',
    title: 'Invalid rate',
    meaning: 'Share of predictions in which a feature has a value of the wrong type.',
    threshold: 0.001,
    formula: 'invalid / all',
    source: 'definition',
  },
  {
    ...shared,
    id: 'quality.unseenRate',
    title: 'Unseen category rate',
    meaning: 'Share of the present values of a categorical feature that its baseline does not have.',
    threshold: 0.01,
    needsBaseline: true,
    featureTypes: ['category', 'boolean'],
    formula: 'unseen / (all − missing − invalid)',
    source: 'definition',
  },
  {
    ...shared,
    id: 'quality.outOfRangeRate',
    title: 'Out of range rate',
    meaning:
      'Share of the present values of a numeric feature outside the least and greatest of its baseline.',
    threshold: 0.01,
    needsBaseline: true,
    featureTypes: ['number'],
    formula: '(below + above) / (all − missing − invalid)',
    source: 'definition',
  },
] as const satisfies readonly MeasureDefinition[];
