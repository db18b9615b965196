import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { coverageOf } from './labelLagOfAll';

/** Seconds since the oldest answered prediction without a label; 0 where every one has its own. */
export function oldestMissingLabel({ current }: MeasureInputs['lags']): MeasureResult {
  const counted = { rows: current.rows, weight: current.served, coverage: coverageOf(current) };
  if (current.rows === 0) return undefinedResult('no answered predictions', counted);
  const last = current.waiting.findLastIndex((weight) => weight > 0);
  return { value: last === -1 ? 0 : current.seconds[last]!, ...counted };
}
