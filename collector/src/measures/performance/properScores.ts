import type { ScoreCounts } from '../../contract';
import type { MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { standing } from './scores';

/** Mean of a loss over the labelled rows, given what a positive and a negative cost at a score. */
function meanLoss(
  counts: ScoreCounts,
  loss: (score: number) => { positive: number; negative: number },
): MeasureResult {
  const { counted } = standing(counts);
  if (!(counted.weight > 0)) return undefinedResult('no labelled predictions', counted);
  let total = 0;
  counts.scores.forEach((score, k) => {
    const { positive, negative } = loss(score);
    // A class without rows at a score must not bring in 0 · ∞.
    if (counts.positives[k]! > 0) total += counts.positives[k]! * positive;
    if (counts.negatives[k]! > 0) total += counts.negatives[k]! * negative;
  });
  return { value: total / counted.weight, ...counted };
}

/** Mean squared difference of score and truth, between 0 and 1. scikit-learn 1.9.1 `brier_score_loss`. */
export const brierScore = (counts: ScoreCounts): MeasureResult =>
  meanLoss(counts, (score) => ({ positive: (1 - score) ** 2, negative: score ** 2 }));

/** Scores nearer to 0 or 1 are taken as this near: a single certain mistake would make the mean infinite. */
export const LEAST_PROBABILITY = 1e-15;

/** Mean negative log likelihood of the truth, from 0 upwards. scikit-learn 1.9.1 `log_loss` of clipped scores. */
export const logLoss = (counts: ScoreCounts): MeasureResult =>
  meanLoss(counts, (score) => {
    const clipped = Math.min(Math.max(score, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
    return { positive: -Math.log(clipped), negative: -Math.log(1 - clipped) };
  });
