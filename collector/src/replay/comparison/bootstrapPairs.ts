import { bcaInterval, seededRandom } from '../../measures';

/** Rows drawn in all resamples together: a thousand resamples of up to 4,000 rows, fewer of more. */
const DRAWN_ROWS = 4_000_000;
const MOST_RESAMPLES = 1000;
const FEWEST_RESAMPLES = 200;

/** What a statistic was on resampled rows, from which an interval of any confidence is read. */
export interface Replicates {
  estimate: number;
  values: Float64Array;
}

/**
 * Paired bootstrap: rows are drawn with replacement, each with its weight and with both of its scores, so that what
 * the two sides have in common cancels in their difference.
 *
 * @param statistics from how often each row was drawn; null where one is not defined, which leaves that resample out
 */
export function bootstrapPairs(
  rows: number,
  statistics: (times: Float64Array) => Map<string, number | null>,
  seed: number,
): Map<string, Replicates> {
  const estimates = statistics(new Float64Array(rows).fill(1));
  const drawn = new Map<string, number[]>([...estimates.keys()].map((name) => [name, []]));
  if (rows === 0) return new Map();
  const random = seededRandom(seed);
  const resamples = Math.min(MOST_RESAMPLES, Math.max(FEWEST_RESAMPLES, Math.floor(DRAWN_ROWS / rows)));
  const times = new Float64Array(rows);
  for (let resample = 0; resample < resamples; resample++) {
    times.fill(0);
    for (let k = 0; k < rows; k++) times[Math.floor(random() * rows)]! += 1;
    for (const [name, value] of statistics(times)) if (value !== null) drawn.get(name)!.push(value);
  }
  const replicates = new Map<string, Replicates>();
  for (const [name, estimate] of estimates) {
    const values = Float64Array.from(drawn.get(name)!);
    if (estimate !== null && values.length >= resamples / 2) replicates.set(name, { estimate, values });
  }
  return replicates;
}

/**
 * Bias-corrected percentiles (Efron 1987, without acceleration: leaving out each row in turn would cost as much as all
 * resamples together). A difference that is the same in every resample is that of two sides that answer alike.
 */
export function intervalOfReplicates(
  { estimate, values }: Replicates,
  confidence: number,
): { lower: number; upper: number } | null {
  if (values.every((value) => value === estimate)) return { lower: estimate, upper: estimate };
  return bcaInterval({ estimate, replicates: values, acceleration: 0, confidence });
}
