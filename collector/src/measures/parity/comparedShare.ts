import type { MeasureInputs, MeasureResult } from '../measure';
import { rateResult } from '../results';

/** Share of the predictions for which the offline side has a value of the feature, missing ones included. */
export const comparedShare = (parity: MeasureInputs['parity']): MeasureResult =>
  rateResult({
    part: parity.compared,
    whole: parity.served,
    wholeRows: parity.rows,
    rows: parity.rows,
    weight: parity.served,
    reason: 'no predictions',
  });
