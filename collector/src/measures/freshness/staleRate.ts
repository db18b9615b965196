import type { MeasureInputs, MeasureResult } from '../measure';
import { rateResult, undefinedResult } from '../results';
import { besideOf } from './featureAge';

/** Share of the values of a feature that were older than their TTL when they were served, with its Wilson interval. */
export function staleRate(ages: MeasureInputs['ages']): MeasureResult {
  const counted = { rows: ages.timedRows, weight: ages.timed };
  if (ages.ttlSeconds === null) return undefinedResult('no ttlSeconds for this feature', counted);
  return {
    ...rateResult({
      part: ages.stale,
      whole: ages.timed,
      wholeRows: ages.timedRows,
      ...counted,
      reason: 'no times of this feature',
    }),
    details: { ...besideOf(ages), ttlSeconds: String(ages.ttlSeconds) },
  };
}
