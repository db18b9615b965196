import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';

/**
 * Requests against the median of the same hours of earlier weeks: 1 as usual, 0 where nothing came. The median, because one
 * of those weeks may have held an outage or a holiday. Not defined for a model that was not there a week before.
 *
 * @example 50 now, and 100, 90, 400 in the weeks before: 50 / 100 = 0.5
 */
export function volumeRatio({ requests, rows, earlier }: MeasureInputs['volume']): MeasureResult {
  const counted = { rows, weight: requests };
  if (earlier.length === 0) {
    return undefinedResult('the model was not there in the same hours of an earlier week', counted);
  }
  const sorted = [...earlier].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const usual = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  if (!(usual > 0)) return undefinedResult('nothing is usual in these hours', counted);
  return {
    value: requests / usual,
    ...counted,
    details: { usual: String(Number(usual.toPrecision(6))), weeks: String(earlier.length) },
  };
}
