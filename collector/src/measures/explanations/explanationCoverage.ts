import type { MeasureInputs, MeasureResult } from '../measure';
import { rateResult } from '../results';

/** Share of the answered predictions that carry attributions, with its Wilson interval. */
export const explanationCoverage = ({ current }: MeasureInputs['attributions']): MeasureResult =>
  rateResult({
    part: current.attributed,
    whole: current.served,
    wholeRows: current.rows,
    rows: current.rows,
    weight: current.served,
    reason: 'no answered predictions',
  });
