import type { MeasureDefinition, ParameterDefinition } from './definition';
import { CALIBRATION_BINS } from './performance';

export const SEGMENT: ParameterDefinition = {
  name: 'segment',
  title: 'Segment',
  type: 'segment',
  description: 'the segment whose values are the groups, for example sex',
};

export const CROSSED_WITH: ParameterDefinition = {
  name: 'crossedWith',
  title: 'Crossed with',
  type: 'segment',
  optional: true,
  description: 'a second segment: the groups are then the values of both together, as `female · black`',
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
  optional: true,
  min: 1,
  description:
    'a group whose rate is of fewer rows is named and compared with nobody; the minimum sample of the model unless given',
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
const change = { ...shared, min: -1, better: 'lower', needsBaseline: true } as const;
const ofSelection = {
  needsLabels: false,
  parameters: [SEGMENT, CROSSED_WITH, ROWS, MINIMUM_GROUP],
} as const;
const ofErrors = { needsLabels: true, parameters: [SEGMENT, CROSSED_WITH, MINIMUM_GROUP] } as const;
const byGroup = { ...shared, perGroup: true, better: 'none' } as const;
const INTERVAL_OF_GROUP = 'interval: Wilson (1927), simultaneous over the groups by Šidák (1967)';

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
  {
    ...difference,
    ...ofErrors,
    id: 'fairness.predictiveParityDifference',
    title: 'Predictive parity difference',
    meaning:
      'Largest difference between the groups in the share of the predicted positives that were positive.',
    formula: 'max precision − min precision',
    source: 'Chouldechova (2017); Fairlearn 0.15.0 MetricFrame(precision_score).difference()',
  },
  {
    ...ratio,
    ...ofErrors,
    id: 'fairness.predictiveParityRatio',
    title: 'Predictive parity ratio',
    meaning: 'Smallest precision of a group over the largest.',
    formula: 'min precision / max precision',
    source: 'Chouldechova (2017); Fairlearn 0.15.0 MetricFrame(precision_score).ratio()',
  },
  {
    ...change,
    ...ofSelection,
    id: 'fairness.demographicParityChange',
    title: 'Demographic parity, change from the baseline',
    meaning:
      'Demographic parity difference less the one of the same groups in the baseline: above 0 it grew.',
    formula: '(max − min of P(ŷ = 1)) now − the same in the baseline',
    source: 'definition; interval: Newcombe over all pairs of groups, both sides at once by Bonferroni',
  },
  {
    ...change,
    ...ofErrors,
    id: 'fairness.equalizedOddsChange',
    title: 'Equalized odds, change from the baseline',
    meaning: 'Equalized odds difference less the one of the same groups in the baseline: above 0 it grew.',
    formula: 'max(max TPR − min TPR, max FPR − min FPR) now − the same in the baseline',
    source: 'definition; interval: Newcombe over all pairs of groups, both sides at once by Bonferroni',
  },
  {
    ...change,
    ...ofErrors,
    id: 'fairness.equalOpportunityChange',
    title: 'Equal opportunity, change from the baseline',
    meaning: 'Equal opportunity difference less the one of the same groups in the baseline: above 0 it grew.',
    formula: '(max TPR − min TPR) now − the same in the baseline',
    source: 'definition; interval: Newcombe over all pairs of groups, both sides at once by Bonferroni',
  },
  {
    ...change,
    ...ofErrors,
    id: 'fairness.predictiveParityChange',
    title: 'Predictive parity, change from the baseline',
    meaning: 'Predictive parity difference less the one of the same groups in the baseline: above 0 it grew.',
    formula: '(max precision − min precision) now − the same in the baseline',
    source: 'definition; interval: Newcombe over all pairs of groups, both sides at once by Bonferroni',
  },
  {
    ...byGroup,
    ...ofSelection,
    id: 'fairness.selectionRate',
    title: 'Selection rate by group',
    meaning: 'Share of a group that was predicted positive.',
    formula: 'P(ŷ = 1 | group)',
    source: `Fairlearn 0.15.0 selection_rate; ${INTERVAL_OF_GROUP}`,
  },
  {
    ...byGroup,
    ...ofErrors,
    id: 'fairness.truePositiveRate',
    title: 'True positive rate by group',
    meaning: 'Share of the positives of a group that was found.',
    formula: 'P(ŷ = 1 | y = 1, group)',
    source: `Fairlearn 0.15.0 true_positive_rate; ${INTERVAL_OF_GROUP}`,
  },
  {
    ...byGroup,
    ...ofErrors,
    id: 'fairness.falsePositiveRate',
    title: 'False positive rate by group',
    meaning: 'Share of the negatives of a group that was taken for positive.',
    formula: 'P(ŷ = 1 | y = 0, group)',
    source: `Fairlearn 0.15.0 false_positive_rate; ${INTERVAL_OF_GROUP}`,
  },
  {
    ...byGroup,
    ...ofErrors,
    id: 'fairness.precision',
    title: 'Precision by group',
    meaning: 'Share of the predicted positives of a group that were positive.',
    formula: 'P(y = 1 | ŷ = 1, group)',
    source: `scikit-learn 1.9.1 precision_score; ${INTERVAL_OF_GROUP}`,
  },
  {
    ...byGroup,
    ...ofErrors,
    id: 'fairness.accuracy',
    title: 'Accuracy by group',
    meaning: 'Share of the labelled predictions of a group that were right.',
    formula: 'P(ŷ = y | group)',
    source: `scikit-learn 1.9.1 accuracy_score; ${INTERVAL_OF_GROUP}`,
  },
  {
    ...byGroup,
    ...ofErrors,
    id: 'fairness.calibrationError',
    input: 'groupScores',
    unit: 'none',
    parameters: [SEGMENT, CROSSED_WITH, MINIMUM_GROUP, CALIBRATION_BINS],
    title: 'Calibration error by group',
    meaning: 'How far the scores of a group are from the frequencies they claim, on average.',
    formula: 'Σ share of bin · |mean score − mean label|, bins of equal width',
    source: 'Naeini, Cooper and Hauskrecht (2015)',
  },
  {
    ...byGroup,
    ...ofErrors,
    id: 'fairness.calibrationGap',
    input: 'groupScores',
    unit: 'none',
    min: -1,
    title: 'Calibration gap by group',
    meaning: 'Mean score less the share of positives of a group: above 0 its scores are too high.',
    formula: 'mean of s − y in the group',
    source:
      'definition (calibration in the large); interval: normal, simultaneous over the groups by Šidák (1967)',
  },
] as const satisfies readonly MeasureDefinition[];
