import type { MeasureDefinition, ParameterDefinition } from './definition';

const SEGMENT: ParameterDefinition = {
  name: 'segment',
  title: 'Segment',
  type: 'segment',
  description: 'the segment whose values are the groups, for example sex',
};

const ROWS: ParameterDefinition = {
  name: 'rows',
  title: 'Rows',
  type: 'choice',
  options: ['served', 'labelled'],
  default: 'served',
  description:
    'all answered predictions, or only those whose label has arrived (as Fairlearn is usually called)',
};

const MINIMUM_GROUP: ParameterDefinition = {
  name: 'minimumGroup',
  title: 'Smallest group',
  type: 'number',
  default: 1,
  min: 1,
  description: 'groups with fewer rows are left out',
};

const shared = {
  family: 'fairness',
  unit: 'percentunit',
  min: 0,
  max: 1,
  threshold: null,
  input: 'groups',
  perFeature: false,
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'exact',
  tasks: ['binary'],
} as const;

const difference = { ...shared, better: 'lower' } as const;
const ratio = { ...shared, unit: 'none', better: 'higher' } as const;
const ofSelection = { needsLabels: false, parameters: [SEGMENT, ROWS, MINIMUM_GROUP] } as const;
const ofErrors = { needsLabels: true, parameters: [SEGMENT, MINIMUM_GROUP] } as const;

export const FAIRNESS = [
  {
    ...difference,
    ...ofSelection,
    id: 'fairness.demographicParityDifference',
    title: 'Demographic parity difference',
    meaning: 'Largest difference in selection rate between the groups of a segment.',
    formula: 'max over groups of P(ŷ = 1) − min over groups of P(ŷ = 1)',
    source: 'Fairlearn 0.15.0 demographic_parity_difference',
  },
  {
    ...ratio,
    ...ofSelection,
    id: 'fairness.demographicParityRatio',
    title: 'Demographic parity ratio',
    meaning: 'Smallest selection rate of a group over the largest; the four-fifths rule asks for 0.8.',
    formula: 'min over groups of P(ŷ = 1) / max over groups of P(ŷ = 1)',
    source: 'Fairlearn 0.15.0 demographic_parity_ratio',
  },
  {
    ...difference,
    ...ofErrors,
    id: 'fairness.equalizedOddsDifference',
    title: 'Equalized odds difference',
    meaning: 'Largest difference in true or false positive rate between the groups of a segment.',
    formula: 'max(max TPR − min TPR, max FPR − min FPR)',
    source: 'Hardt, Price and Srebro (2016); Fairlearn 0.15.0 equalized_odds_difference',
  },
  {
    ...ratio,
    ...ofErrors,
    id: 'fairness.equalizedOddsRatio',
    title: 'Equalized odds ratio',
    meaning: 'Smallest true or false positive rate of a group over the largest of its kind.',
    formula: 'min(min TPR / max TPR, min FPR / max FPR)',
    source: 'Fairlearn 0.15.0 equalized_odds_ratio',
  },
  {
    ...difference,
    ...ofErrors,
    id: 'fairness.equalOpportunityDifference',
    title: 'Equal opportunity difference',
    meaning: 'Largest difference between the groups in the share of the positives that was found.',
    formula: 'max TPR − min TPR',
    source: 'Hardt, Price and Srebro (2016); Fairlearn 0.15.0 equal_opportunity_difference',
  },
  {
    ...ratio,
    ...ofErrors,
    id: 'fairness.equalOpportunityRatio',
    title: 'Equal opportunity ratio',
    meaning: 'Smallest true positive rate of a group over the largest.',
    formula: 'min TPR / max TPR',
    source: 'Fairlearn 0.15.0 equal_opportunity_ratio',
  },
] as const satisfies readonly MeasureDefinition[];
