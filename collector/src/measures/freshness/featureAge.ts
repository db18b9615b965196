import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';

/**
 * Seconds from when a feature's value came to be to when it was served, at a quantile. Backfilled values and those
 * with a time after their prediction are left out of it and told beside it.
 *
 * Linear between order statistics, as NumPy's percentile.
 */
export function featureAge(ages: MeasureInputs['ages']): MeasureResult {
  const counted = { rows: ages.timedRows, weight: ages.timed };
  const value = ages.ageQuantiles[0] ?? null;
  if (value === null) return undefinedResult('no times of this feature', counted);
  return { value, ...counted, details: besideOf(ages) };
}

/** What of the predictions had no age, and why. */
export const besideOf = ({ timed, backfilled, fromLater, served }: MeasureInputs['ages']) => ({
  withoutTime: shareOf(served - timed - backfilled - fromLater, served),
  backfilled: shareOf(backfilled, served),
  fromLater: shareOf(fromLater, served),
});

/** With a backfill that is also from later counted once, a difference may be a hair below 0. */
const shareOf = (part: number, whole: number): string =>
  whole > 0 ? Math.max(0, part / whole).toFixed(4) : '0';
