import type { MeasureInputs, MeasureResult } from '../measure';
import { rateResult } from '../results';

/** Share of the answered predictions whose label has arrived, with its Wilson interval. */
export function labelCoverage(arrivals: MeasureInputs['arrivals']): MeasureResult {
  return rateResult({
    part: arrivals.arrived,
    whole: arrivals.served,
    wholeRows: arrivals.rows,
    rows: arrivals.rows,
    weight: arrivals.served,
    coverage: arrivalCoverage(arrivals),
    reason: 'no answered predictions',
  });
}

/** The share itself; undefined where nothing was answered. */
export const arrivalCoverage = ({ arrived, served }: MeasureInputs['arrivals']): number | undefined =>
  served > 0 ? arrived / served : undefined;
