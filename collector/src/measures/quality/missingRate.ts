import type { MeasureInputs } from '../measure';
import { rateOfAllRows } from './valueRates';

/** Share of the predictions in which a feature is absent or null, with its Wilson interval. */
export const missingRate = (input: MeasureInputs['bins']) => rateOfAllRows(input, (bins) => bins.missing);
