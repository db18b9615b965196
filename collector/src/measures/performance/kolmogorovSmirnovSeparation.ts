import type { ScoreCounts } from '../../contract';
import type { MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { missingClass, standing } from './scores';

/**
 * Largest distance between the score distributions of positives and negatives, between 0 and 1: what a single
 * threshold can separate at best. The statistic of SciPy 1.17.1 `ks_2samp`.
 */
export function kolmogorovSmirnovSeparation(counts: ScoreCounts): MeasureResult {
  const { positives, negatives, counted } = standing(counts);
  const reason = missingClass(positives, negatives);
  if (reason) return undefinedResult(reason, counted);
  let positivesBelow = 0;
  let negativesBelow = 0;
  let value = 0;
  let upper = 0;
  for (let k = 0; k < counts.scores.length; k++) {
    const before = positivesBelow / positives - negativesBelow / negatives;
    // Within a bin all positives may come first, or all negatives.
    upper = Math.max(
      upper,
      Math.abs(before + counts.positives[k]! / positives),
      Math.abs(before - counts.negatives[k]! / negatives),
    );
    positivesBelow += counts.positives[k]!;
    negativesBelow += counts.negatives[k]!;
    value = Math.max(value, Math.abs(positivesBelow / positives - negativesBelow / negatives));
  }
  return { value, ...(counts.sums && { bound: { lower: value, upper } }), ...counted };
}
