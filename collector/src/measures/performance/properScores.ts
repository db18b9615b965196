import { LEAST_PROBABILITY, type LossSums, type ScoreCounts } from '../../contract';
import type { MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { CONFIDENCE, criticalValue } from '../statistics';
import { standing } from './scores';

/** Mean of a loss over the labelled rows, given what a positive and a negative cost at a score. */
function meanLoss(
  counts: ScoreCounts,
  lossAt: (score: number) => { positive: number; negative: number },
  /** Of the losses, where the scores are told in bins. */
  summed: LossSums | undefined,
): MeasureResult {
  const { counted } = standing(counts);
  if (!(counted.weight > 0)) return undefinedResult('no labelled predictions', counted);
  const { sum, squares } = summed ?? sumLosses(counts, lossAt);
  const value = sum / counted.weight;
  return { value, interval: intervalOfMean(value, squares / counted.weight, counted.rows), ...counted };
}

function sumLosses(
  counts: ScoreCounts,
  lossAt: (score: number) => { positive: number; negative: number },
): LossSums {
  let sum = 0;
  let squares = 0;
  counts.scores.forEach((score, k) => {
    const { positive, negative } = lossAt(score);
    // A class without rows at a score must not bring in 0 · ∞.
    for (const [count, loss] of [
      [counts.positives[k]!, positive],
      [counts.negatives[k]!, negative],
    ] as const) {
      if (!(count > 0)) continue;
      sum += count * loss;
      squares += count * loss * loss;
    }
  });
  return { sum, squares };
}

/** 95 % by the central limit, within what a loss can be; none where a single row tells nothing of the spread. */
function intervalOfMean(mean: number, meanSquare: number, rows: number): MeasureResult['interval'] {
  if (rows < 2) return undefined;
  const variance = Math.max(0, meanSquare - mean * mean);
  const half = criticalValue(CONFIDENCE) * Math.sqrt(variance / (rows - 1));
  return { lower: Math.max(0, mean - half), upper: mean + half };
}

/** Mean squared difference of score and truth, between 0 and 1. scikit-learn 1.9.1 `brier_score_loss`. */
export const brierScore = (counts: ScoreCounts): MeasureResult =>
  meanLoss(counts, (score) => ({ positive: (1 - score) ** 2, negative: score ** 2 }), counts.sums?.brier);

/** Mean negative log likelihood of the truth, from 0 upwards. scikit-learn 1.9.1 `log_loss` of clipped scores. */
export const logLoss = (counts: ScoreCounts): MeasureResult =>
  meanLoss(
    counts,
    (score) => {
      const clipped = Math.min(Math.max(score, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
      return { positive: -Math.log(clipped), negative: -Math.log(1 - clipped) };
    },
    counts.sums?.logLoss,
  );
