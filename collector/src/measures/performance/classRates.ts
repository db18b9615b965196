import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { rateResult, undefinedResult } from '../results';
import { type ClassCounts, countClass, standing } from './confusion';
import { withBootstrap } from './withBootstrap';

/** A share that each class has: what of, and how much. */
interface ClassRate {
  part(counts: ClassCounts): number;
  whole(counts: ClassCounts): number;
  /** Why it is not defined where the whole is empty. */
  reason: string;
  /** Whether it is a share of rows, which a Wilson interval is for. */
  binomial: boolean;
}

/**
 * A rate of the positive class, or the mean over the classes where none is positive (`macro`, or `weighted` by how
 * often each occurred, as scikit-learn has it: a class of which the rate is not defined counts 0 there). The rate of a positive class that is not defined is
 * null with its reason, where scikit-learn warns and answers 0.
 */
function rateOfClasses(
  confusion: MeasureInputs['confusion'],
  { average }: Parameters,
  rate: ClassRate,
): MeasureResult {
  const { rows, weight, coverage, rowsPerWeight } = standing(confusion);
  if (!(weight > 0)) return undefinedResult('no labelled predictions', { rows, weight, coverage });
  if (confusion.positive !== undefined) {
    const counts = countClass(confusion, confusion.positive);
    const whole = rate.whole(counts);
    const result = rateResult({
      part: rate.part(counts),
      whole,
      wholeRows: whole * rowsPerWeight,
      rows,
      weight,
      coverage,
      reason: rate.reason,
    });
    return rate.binomial ? result : { ...result, interval: undefined };
  }
  let total = 0;
  let shares = 0;
  const details: Record<string, string> = {};
  for (const [index, name] of confusion.classes.entries()) {
    const counts = countClass(confusion, index);
    const occurred = counts.truePositives + counts.falseNegatives;
    // A class that neither occurred nor was predicted is no class of these rows.
    if (occurred + counts.falsePositives === 0) continue;
    const value = rate.whole(counts) > 0 ? rate.part(counts) / rate.whole(counts) : 0;
    const share = average === 'weighted' ? occurred : 1;
    total += value * share;
    shares += share;
    details[name] = value.toFixed(4);
  }
  return { value: total / shares, rows, weight, coverage, details };
}

/** Share of the predicted positives that were positive: TP / (TP + FP). scikit-learn 1.9.1 `precision_score`. */
export const precision = withBootstrap((confusion, params) =>
  rateOfClasses(confusion, params, {
    part: (counts) => counts.truePositives,
    whole: (counts) => counts.truePositives + counts.falsePositives,
    reason: 'nothing was predicted positive',
    binomial: true,
  }),
);

/** Share of the positives that were found: TP / (TP + FN). scikit-learn 1.9.1 `recall_score`. */
export const recall = withBootstrap((confusion, params) =>
  rateOfClasses(confusion, params, {
    part: (counts) => counts.truePositives,
    whole: (counts) => counts.truePositives + counts.falseNegatives,
    reason: 'no positive labels',
    binomial: true,
  }),
);

/** Share of the negatives that were left alone: TN / (TN + FP). The recall of the negative class. */
export const specificity = (confusion: MeasureInputs['confusion'], params: Parameters = {}): MeasureResult =>
  rateOfClasses(confusion, params, {
    part: (counts) => counts.trueNegatives,
    whole: (counts) => counts.trueNegatives + counts.falsePositives,
    reason: 'no negative labels',
    binomial: true,
  });

/** Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN). scikit-learn 1.9.1 `f1_score`. */
export const f1 = withBootstrap((confusion, params) =>
  rateOfClasses(confusion, params, {
    part: (counts) => 2 * counts.truePositives,
    whole: (counts) => 2 * counts.truePositives + counts.falsePositives + counts.falseNegatives,
    reason: 'no positives, predicted or actual',
    binomial: false,
  }),
);

/**
 * Weighted harmonic mean of precision and recall, recall counting β times as much: (1 + β²) TP / ((1 + β²) TP + β² FN +
 * FP). At 1 it is F1. scikit-learn 1.9.1 `fbeta_score`.
 */
export const fBeta = withBootstrap((confusion, params) => {
  const square = Number(params.beta) ** 2;
  return rateOfClasses(confusion, params, {
    part: (counts) => (1 + square) * counts.truePositives,
    whole: (counts) =>
      (1 + square) * counts.truePositives + square * counts.falseNegatives + counts.falsePositives,
    reason: 'no positives, predicted or actual',
    binomial: false,
  });
});
