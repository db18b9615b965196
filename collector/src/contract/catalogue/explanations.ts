import type { MeasureDefinition, ParameterDefinition } from './definition';

const shared = {
  family: 'explanations',
  threshold: null,
  input: 'attributions',
  perFeature: false,
  needsLabels: false,
  parameters: [],
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'raw',
  min: 0,
} as const;

const EARLIER: ParameterDefinition = {
  name: 'earlierDays',
  title: 'Earlier days',
  type: 'number',
  default: 7,
  min: 0.01,
  max: 400,
  description: 'days before the range whose attributions are compared with',
};

export const EXPLANATIONS = [
  {
    ...shared,
    id: 'explanations.coverage',
    title: 'Explained predictions',
    meaning: 'Share of the answered predictions that carry attributions.',
    unit: 'percentunit',
    max: 1,
    better: 'higher',
    formula: 'with attributions / answered',
    source: 'definition; interval: Wilson (1927)',
  },
  {
    ...shared,
    id: 'explanations.meanAttribution',
    title: 'Mean attribution',
    meaning: 'How much a feature contributes to a prediction on average, whatever the direction.',
    unit: 'none',
    better: 'none',
    perFeature: true,
    formula: 'Σ |attribution| / predictions with attributions',
    source: 'Lundberg and Lee (2017): global importance as the mean absolute SHAP value',
  },
  {
    ...shared,
    id: 'explanations.attributionDrift',
    title: 'Attribution drift',
    meaning:
      'How far the shares that features have in the contributions moved from those of the days before.',
    unit: 'none',
    max: 1,
    better: 'lower',
    parameters: [EARLIER],
    formula: '½ Σ |pᵢ − qᵢ|, p and q the mean absolute attributions, each divided by their sum',
    source:
      'total variation distance (Levin, Peres and Wilmer, 2009, chapter 4) of normalised mean absolute attributions',
  },
] as const satisfies readonly MeasureDefinition[];
