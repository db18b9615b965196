import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { arrivalCoverage } from './labelCoverage';

/**
 * Seconds from a prediction to its label, at a quantile, over the labels that have arrived. In a young window only
 * the quick labels have: the coverage beside it tells.
 *
 * Linear between order statistics, as NumPy's percentile.
 */
export function labelLag(arrivals: MeasureInputs['arrivals']): MeasureResult {
  const counted = {
    rows: arrivals.arrivedRows,
    weight: arrivals.arrived,
    coverage: arrivalCoverage(arrivals),
  };
  const value = arrivals.lagQuantiles[0] ?? null;
  if (value === null) return undefinedResult('no label has arrived', counted);
  return { value, ...counted };
}
