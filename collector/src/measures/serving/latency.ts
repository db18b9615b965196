import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';

/** Milliseconds to answer, at a quantile, over the requests that logged one; linear as NumPy's percentile. */
export function latency(serving: MeasureInputs['serving']): MeasureResult {
  const counted = { rows: serving.latencyRows, weight: serving.requests };
  const value = serving.latencyQuantiles[0] ?? null;
  return value === null ? undefinedResult('no request has a latency', counted) : { value, ...counted };
}
