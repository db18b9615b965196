import { CONFIDENCE } from '../normal';
import { mixtureExcess } from './rateSequence';

/** Which of the sorted values, counted from 1, bound a quantile; null where no value bounds it yet. */
export interface QuantileRanks {
  lower: number | null;
  upper: number | null;
}

/**
 * Ranks of the values between which a quantile lies at every moment at once, whatever the distribution: Howard and
 * Ramdas, "Sequential estimation of quantiles with applications to A/B testing and best-arm identification" (2022),
 * with the beta-binomial mixture of the sequence for rates. Of the values up to the true quantile there is a binomial
 * number; the numbers that its mixture martingale does not refute are the ranks. Ties can only keep it from refuting.
 *
 * It needs the number of values alone, so that a store can be asked for two order statistics instead of for all values.
 */
export function quantileSequence({
  quantile,
  n,
  confidence = CONFIDENCE,
}: {
  quantile: number;
  n: number;
  confidence?: number;
}): QuantileRanks {
  if (!(n > 0)) return { lower: null, upper: null };
  const isRefuted = (yes: number): boolean =>
    mixtureExcess({ yes, no: n - yes, rate: quantile, confidence }) > 0;
  const middle = Math.round(quantile * n);
  const fewest = boundary(middle, 0, isRefuted);
  const most = boundary(middle, n, isRefuted);
  return { lower: fewest >= 1 ? fewest : null, upper: most + 1 <= n ? most + 1 : null };
}

/** The last whole number from one that is not refuted towards an end. */
function boundary(from: number, end: number, isRefuted: (yes: number) => boolean): number {
  if (!isRefuted(end)) return end;
  let [kept, refuted] = [from, end];
  while (Math.abs(refuted - kept) > 1) {
    const middle = Math.trunc((kept + refuted) / 2);
    if (isRefuted(middle)) refuted = middle;
    else kept = middle;
  }
  return kept;
}
