import type { MeasureInputs } from '../measure';
import { rateOfPresentValues } from './valueRates';

/** Share of the present values of a categorical feature that are no level of its baseline, with its Wilson interval. */
export const unseenRate = (input: MeasureInputs['bins']) => rateOfPresentValues(input, (bins) => bins.unseen);
