import type { MeasureInputs, MeasureResult } from '../measure';
import { rateResult } from '../results';
import { countedOutcomes, NOT_YET } from './countedOutcomes';

/** Share of the predictions whose attribution window has passed that led to the outcome, with its Wilson interval. */
export const outcomeRate = (outcomes: MeasureInputs['outcomes']): MeasureResult =>
  rateResult({
    part: outcomes.reached,
    whole: outcomes.mature,
    wholeRows: outcomes.matureRows,
    ...countedOutcomes(outcomes),
    reason: NOT_YET,
  });
