import type { MeasureInputs, MeasureResult } from '../measure';
import { rateResult } from '../results';

type Punctuality = MeasureInputs['punctuality'];

/** A share of all predictions, with its Wilson interval. */
const rateOf = ({ served, rows }: Punctuality, part: number): MeasureResult =>
  rateResult({ part, whole: served, wholeRows: rows, rows, weight: served, reason: 'no predictions' });

/** Share of the predictions that were received longer after their time than a bound. */
export const lateRate = (counts: Punctuality) => rateOf(counts, counts.late);

/** Share of the predictions that were received after one with a later time. */
export const outOfOrderRate = (counts: Punctuality) => rateOf(counts, counts.outOfOrder);
