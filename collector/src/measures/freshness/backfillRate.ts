import type { MeasureInputs, MeasureResult } from '../measure';
import { rateResult } from '../results';

/** Share of the values of a feature with a time whose time is a backfill's, with its Wilson interval. */
export function backfillRate(ages: MeasureInputs['ages']): MeasureResult {
  const rows = ages.timedRows + ages.backfilledRows;
  const weight = ages.timed + ages.backfilled;
  return rateResult({
    part: ages.backfilled,
    whole: weight,
    wholeRows: rows,
    rows,
    weight,
    reason: 'no times of this feature',
  });
}
