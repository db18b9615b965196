import { estimateMeasure, shareOfClasses } from './estimateMeasure';

/** Expected share of right predictions: the mean calibrated probability of the predicted class. */
export const estimatedAccuracy = estimateMeasure(({ right, weight }) => right / weight);

/** TP / (TP + FP) of expected counts. */
export const estimatedPrecision = shareOfClasses(
  (counts) => counts.truePositives,
  (counts) => counts.truePositives + counts.falsePositives,
  'nothing was predicted positive',
);

/** TP / (TP + FN) of expected counts. */
export const estimatedRecall = shareOfClasses(
  (counts) => counts.truePositives,
  (counts) => counts.truePositives + counts.falseNegatives,
  'no positives are expected',
);

/** TN / (TN + FP) of expected counts. */
export const estimatedSpecificity = shareOfClasses(
  (counts) => counts.trueNegatives,
  (counts) => counts.trueNegatives + counts.falsePositives,
  'no negatives are expected',
);

/** 2 TP / (2 TP + FP + FN) of expected counts. */
export const estimatedF1 = shareOfClasses(
  (counts) => 2 * counts.truePositives,
  (counts) => 2 * counts.truePositives + counts.falsePositives + counts.falseNegatives,
  'no positives, predicted or expected',
);
