import type { MeasureResult } from './measure';
import { wilsonInterval } from './statistics';

/** A measure that is not defined on what it was given: a reason, never NaN. */
export function undefinedResult(
  reason: string,
  { rows, weight, coverage }: { rows: number; weight: number; coverage?: number },
): MeasureResult {
  return { value: null, rows, weight, coverage, reason };
}

/** A share of rows with its Wilson interval; `reason` says why there is none when nothing was counted. */
export function rateResult(of: {
  part: number;
  /** Weight of what the share is of. */
  whole: number;
  /** Logged rows of what the share is of. */
  wholeRows: number;
  rows: number;
  weight: number;
  coverage?: number;
  reason: string;
}): MeasureResult {
  const { part, whole, wholeRows, rows, weight, coverage, reason } = of;
  if (!(whole > 0)) return undefinedResult(reason, { rows, weight, coverage });
  const value = part / whole;
  return {
    value,
    interval: wilsonInterval({ share: value, n: wholeRows }) ?? undefined,
    rows,
    weight,
    coverage,
  };
}

/** Logged rows for each unit of weight: 1 unless requests were sampled. */
export const rowsPerWeight = (rows: number, weight: number): number => (weight > 0 ? rows / weight : 1);
