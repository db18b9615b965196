import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';

/**
 * Milliseconds to answer, at a quantile, over the requests that logged one; linear as NumPy's percentile. Of sketched
 * latencies it may be off by a share of itself, which its bound tells.
 */
export function latency(serving: MeasureInputs['serving']): MeasureResult {
  const counted = { rows: serving.latencyRows, weight: serving.requests };
  const value = serving.latencyQuantiles[0] ?? null;
  if (value === null) return undefinedResult('no request has a latency', counted);
  const { latencyError } = serving;
  if (latencyError === undefined) return { value, ...counted };
  return {
    value,
    bound: { lower: value / (1 + latencyError), upper: value / (1 - latencyError) },
    ...counted,
  };
}
