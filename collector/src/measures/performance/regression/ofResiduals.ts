import type { ResidualSums } from '../../../contract';
import type { MeasureResult, Parameters } from '../../measure';
import { undefinedResult } from '../../results';

/** A value, or why there is none. */
type Answer = Pick<MeasureResult, 'value' | 'interval'> | { reason: string };

/** A measure from sums over labelled rows; without any it answers so. */
export function ofResiduals(formula: (sums: ResidualSums, params: Parameters) => Answer) {
  return (sums: ResidualSums, params: Parameters): MeasureResult => {
    const { rows, weight, served } = sums;
    const counted = { rows, weight, coverage: served > 0 ? weight / served : undefined };
    if (!(weight > 0)) return undefinedResult('no labelled predictions', counted);
    const answer = formula(sums, params);
    if ('reason' in answer) return undefinedResult(answer.reason, counted);
    if (answer.value !== null && !Number.isFinite(answer.value)) {
      return undefinedResult('the errors are too large for this measure', counted);
    }
    return { ...answer, ...counted };
  };
}

const NORMAL_95 = 1.959963984540054;

/** A mean over rows with its 95 % interval by the central limit: none where a single row tells nothing of the spread. */
export function meanWithInterval(
  mean: number,
  { squared, weight, rows }: ResidualSums,
): Pick<MeasureResult, 'value' | 'interval'> {
  const variance = Math.max(0, squared / weight - mean * mean);
  if (rows < 2 || !Number.isFinite(variance)) return { value: mean };
  const half = NORMAL_95 * Math.sqrt(variance / (rows - 1));
  return { value: mean, interval: { lower: mean - half, upper: mean + half } };
}
