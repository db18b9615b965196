import type { MeasureDefinition } from './definition';

/*
 * Performance estimated before any label arrives: scores are calibrated on the labels of the baseline, and each
 * prediction counts as right with the probability that its calibrated score gives; of a regression the size of the error is
 * learned from the baseline's. It holds while such scores mean what
 * they meant in the baseline; a broken feature or a changed world makes it wrong without a sign, so the share of rows
 * outside the baseline stands beside it, and above a limit there is no estimate.
 */

const shared = {
  family: 'estimate',
  unit: 'percentunit',
  min: 0,
  max: 1,
  better: 'higher',
  threshold: null,
  input: 'estimate',
  perFeature: false,
  needsLabels: false,
  needsBaseline: true,
  tasks: ['binary', 'multiclass'],
  parameters: [
    {
      name: 'maximumOutside',
      title: 'Largest share outside the baseline',
      type: 'number',
      default: 0.05,
      min: 0,
      max: 1,
      description:
        'of rows with some value that no row of the baseline has: beyond its range, unseen, invalid, or missing where ' +
        'nothing was missing. Above it there is no estimate.',
    },
  ],
  shapes: ['series', 'snapshot', 'table'],
  groupable: true,
  accuracy: 'raw',
  source: 'confidence-based performance estimation, NannyML 0.13.1 CBPE, always with isotonic calibration',
} as const;

const { max: _most, ...unbounded } = shared;

/** Of regressions: there are no scores to calibrate, so that the size of the error itself is learned. */
const ofLosses = {
  ...unbounded,
  unit: 'none',
  better: 'lower',
  input: 'estimatedLoss',
  tasks: ['regression'],
  source:
    'direct loss estimation, NannyML 0.13.1 DLE, with 100 regression trees of depth 3 in the place of LightGBM ' +
    "(scikit-learn 1.9.1 GradientBoostingRegressor, min_samples_leaf=20), fitted to at most 10,000 rows of the baseline; interval: NannyML's " +
    'sampling error, normal; of at most 100,000 rows of the window',
} as const;

export const ESTIMATE = [
  {
    ...shared,
    id: 'estimate.accuracy',
    title: 'Estimated accuracy',
    meaning: 'Share of predictions that are right, estimated from the scores without labels.',
    formula: 'mean probability of the predicted class',
  },
  {
    ...shared,
    id: 'estimate.precision',
    title: 'Estimated precision',
    meaning:
      'Share of the predicted positives that are positive, estimated from the scores without labels; the mean over classes where there are more than two.',
    formula: 'TP / (TP + FP), expected counts',
  },
  {
    ...shared,
    id: 'estimate.recall',
    title: 'Estimated recall',
    meaning:
      'Share of the positives that are found, estimated from the scores without labels; the mean over classes where there are more than two.',
    formula: 'TP / (TP + FN), expected counts',
  },
  {
    ...shared,
    id: 'estimate.specificity',
    title: 'Estimated specificity',
    meaning:
      'Share of the negatives that are left alone, estimated from the scores without labels; the mean over classes where there are more than two.',
    formula: 'TN / (TN + FP), expected counts',
  },
  {
    ...shared,
    id: 'estimate.f1',
    title: 'Estimated F1 score',
    meaning:
      'Harmonic mean of precision and recall, estimated from the scores without labels; the mean over classes where there are more than two.',
    formula: '2 TP / (2 TP + FP + FN), expected counts',
  },
  {
    ...shared,
    id: 'estimate.rocAuc',
    title: 'Estimated ROC AUC',
    meaning:
      'Probability that a positive scores above a negative, estimated from the scores without labels; the mean over classes where there are more than two.',
    formula: 'area under the expected true over false positives by falling score',
    unit: 'none',
  },
  {
    ...ofLosses,
    id: 'estimate.mae',
    title: 'Estimated mean absolute error',
    meaning: 'Mean size of the error, estimated from features and predictions without labels.',
    formula: 'mean of ĝ(x, ŷ), where ĝ was fitted to |ŷ − y| of the baseline',
  },
  {
    ...ofLosses,
    id: 'estimate.mse',
    title: 'Estimated mean squared error',
    meaning: 'Mean of the squared error, estimated from features and predictions without labels.',
    formula: 'mean of ĝ(x, ŷ), where ĝ was fitted to (ŷ − y)² of the baseline',
  },
  {
    ...ofLosses,
    id: 'estimate.rmse',
    title: 'Estimated root mean squared error',
    meaning:
      'Typical size of the error, heavy on large ones, estimated from features and predictions without labels.',
    formula: '√ mean of ĝ(x, ŷ), where ĝ was fitted to (ŷ − y)² of the baseline',
  },
] as const satisfies readonly MeasureDefinition[];
