import type { BinCounts } from '../../contract';
import { weightOf } from '../drift/shares';
import type { MeasureInputs, MeasureResult } from '../measure';
import { rateResult, rowsPerWeight, undefinedResult } from '../results';

/** Share of all rows in which a column shows something (missing, invalid). */
export function rateOfAllRows(
  input: MeasureInputs['bins'],
  part: (bins: BinCounts) => number,
): MeasureResult {
  const bins = countsOf(input);
  if (!bins) return JOINED;
  const weight = weightOf(bins);
  return rateResult({
    part: part(bins),
    whole: weight,
    wholeRows: bins.rows,
    rows: bins.rows,
    weight,
    reason: 'no rows',
  });
}

/** Share of the present, valid values of a column that show something (unseen, out of range). */
export function rateOfPresentValues(
  input: MeasureInputs['bins'],
  part: (bins: BinCounts) => number,
): MeasureResult {
  const bins = countsOf(input);
  if (!bins) return JOINED;
  const weight = weightOf(bins);
  const present = weight - bins.missing - bins.invalid;
  return rateResult({
    part: part(bins),
    whole: present,
    wholeRows: present * rowsPerWeight(bins.rows, weight),
    rows: bins.rows,
    weight,
    reason: weight > 0 ? 'every value is missing or invalid' : 'no rows',
  });
}

const countsOf = (input: MeasureInputs['bins']): BinCounts | null =>
  'joined' in input ? null : input.current;

const JOINED = undefinedResult('joined bins hold present values only', { rows: 0, weight: 0 });
