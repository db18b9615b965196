import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { ageAt, kaplanMeier } from './kaplanMeier';

/**
 * Seconds by which a share of all predictions has a label, those still waited for included: in a young window not
 * biased towards the quick labels, as the lag over the arrived ones is. Not defined where the curve of arrivals ends
 * below the share: it is not reached yet, or never will be. The interval is where the ends of the curve's own interval
 * reach the share (Brookmeyer and Crowley, 1982); none where one of them never does.
 */
export function labelLagOfAll({ current }: MeasureInputs['lags'], params: Parameters): MeasureResult {
  const counted = {
    rows: current.rows,
    weight: current.served,
    coverage: coverageOf(current),
  };
  if (!(current.served > 0)) return undefinedResult('no answered predictions', counted);
  const curve = kaplanMeier(current);
  const quantile = Number(params.quantile);
  const details = { reached: (curve.share.at(-1) ?? 0).toFixed(4) };
  const value = ageAt(curve.seconds, curve.share, quantile);
  if (value === null) {
    return { ...undefinedResult('labels for fewer predictions than that: not reached', counted), details };
  }
  const lower = ageAt(curve.seconds, curve.upper, quantile);
  const upper = ageAt(curve.seconds, curve.lower, quantile);
  return {
    value,
    interval: lower === null || upper === null ? undefined : { lower, upper },
    ...counted,
    details,
  };
}

/** Share of the predictions that have a label. */
export const coverageOf = ({ arrived, served }: MeasureInputs['lags']['current']): number | undefined =>
  served > 0 ? arrived.reduce((sum, weight) => sum + weight, 0) / served : undefined;
