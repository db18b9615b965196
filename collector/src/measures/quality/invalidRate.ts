import type { MeasureInputs } from '../measure';
import { rateOfAllRows } from './valueRates';

/** Share of the predictions in which a feature came with a value of the wrong type, with its Wilson interval. */
export const invalidRate = (input: MeasureInputs['bins']) => rateOfAllRows(input, (bins) => bins.invalid);
