import type { MeasureInputs, MeasureResult } from '../measure';
import { rowsPerWeight, undefinedResult } from '../results';
import { comparedOf } from './mismatchRate';

/** Mean of |served − offline| over the values that are there on both sides; beside it the mean with its sign. */
export function meanDifference(parity: MeasureInputs['parity']): MeasureResult {
  const { numeric, absoluteDifference, difference } = parity;
  const counted = {
    rows: Math.round(numeric * rowsPerWeight(parity.comparedRows, parity.compared)),
    weight: numeric,
  };
  if (!(numeric > 0)) return undefinedResult('no offline numbers of this feature', counted);
  const value = absoluteDifference / numeric;
  if (!Number.isFinite(value)) return undefinedResult('differences too large to add up', counted);
  return {
    value,
    ...counted,
    details: { ...comparedOf(parity), signedMean: String(Number((difference / numeric).toPrecision(6))) },
  };
}
