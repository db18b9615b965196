import { CONFIDENCE } from '../normal';
import { accelerationOf, bcaInterval } from './bcaInterval';
import { drawCounts } from './drawCounts';
import { seededRandom } from './seededRandom';

/** The least that the tails of BCa ask for (Efron and Tibshirani 1993, chapter 14). */
const RESAMPLES = 1000;
const SEED = 20_261_001;

/**
 * BCa bootstrap interval of a statistic of counts: rows of one kind (a cell of a confusion, say) are exchangeable, so a
 * resample is a draw of counts and costs nothing per row. The same counts give the same interval.
 *
 * Null with fewer than two rows, where the statistic is not defined on the counts, or where it does not vary.
 *
 * @param counts logged rows of each kind; where rows are weighted, scaled down to the logged ones
 * @param statistic null where it is not defined; such resamples are left out
 */
export function bootstrapCounts({
  counts,
  statistic,
  confidence = CONFIDENCE,
  resamples = RESAMPLES,
  seed = SEED,
}: {
  counts: readonly number[];
  statistic: (counts: Float64Array) => number | null;
  confidence?: number;
  resamples?: number;
  seed?: number;
}): { lower: number; upper: number } | null {
  const observed = Float64Array.from(counts);
  const total = observed.reduce((sum, count) => sum + count, 0);
  const rows = Math.round(total);
  const estimate = rows < 2 ? null : statistic(observed);
  if (estimate === null) return null;
  const random = seededRandom(seed);
  const shares = observed.map((count) => count / total);
  const drawn = new Float64Array(counts.length);
  const replicates: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    drawCounts(shares, rows, random, drawn);
    const value = statistic(drawn);
    if (value !== null) replicates.push(value);
  }
  if (replicates.length < resamples / 2) return null;
  return bcaInterval({
    estimate,
    replicates: Float64Array.from(replicates),
    acceleration: accelerationOf(leaveOneOut(observed, statistic)),
    confidence,
  });
}

function leaveOneOut(
  observed: Float64Array,
  statistic: (counts: Float64Array) => number | null,
): { value: number; weight: number }[] {
  const counts = observed.slice();
  return [...observed].flatMap((weight, kind) => {
    if (weight < 1) return [];
    counts[kind] = weight - 1;
    const value = statistic(counts);
    counts[kind] = weight;
    return value === null ? [] : [{ value, weight }];
  });
}
