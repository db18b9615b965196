import type { MeasureInputs } from '../measure';
import { rateOfPresentValues } from './valueRates';

/** Share of the present values of a numeric feature beyond the extremes of its baseline, with its Wilson interval. */
export const outOfRangeRate = (input: MeasureInputs['bins']) =>
  rateOfPresentValues(input, (bins) => bins.belowRange + bins.aboveRange);
