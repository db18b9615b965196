import type { MeasureInputs, MeasureResult } from '../measure';
import { rateResult } from '../results';

/**
 * Share of the predictions with an offline value of a feature whose served value is another, with its Wilson interval.
 * A value that is missing on one side differs, one that is missing on both does not.
 */
export function mismatchRate(parity: MeasureInputs['parity']): MeasureResult {
  return {
    ...rateResult({
      part: parity.different,
      whole: parity.compared,
      wholeRows: parity.comparedRows,
      rows: parity.comparedRows,
      weight: parity.compared,
      reason: 'no offline values of this feature',
    }),
    details: comparedOf(parity),
  };
}

/** What share of the predictions was compared at all. */
export const comparedOf = ({ compared, served }: MeasureInputs['parity']) => ({
  compared: served > 0 ? (compared / served).toFixed(4) : '0',
});
