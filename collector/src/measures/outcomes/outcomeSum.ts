import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { countedOutcomes, NOT_YET } from './countedOutcomes';

/** Sum of the values of the outcome, each weighted by 1 / sampleRate, over mature predictions. */
export function outcomeSum(outcomes: MeasureInputs['outcomes']): MeasureResult {
  const counted = countedOutcomes(outcomes);
  if (!(outcomes.mature > 0)) return undefinedResult(NOT_YET, counted);
  if (!Number.isFinite(outcomes.sum)) return undefinedResult('values too large to add up', counted);
  return { value: outcomes.sum, ...counted };
}
