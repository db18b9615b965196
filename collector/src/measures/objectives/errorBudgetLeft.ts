import type { MeasureInputs, MeasureResult } from '../measure';
import { rowsPerWeight, undefinedResult } from '../results';
import { wilsonInterval } from '../statistics';
import { burnOf } from './burn';

/**
 * Share of the bad requests that an objective allows in its period and that have not happened: 1 where all was good, 0
 * where the budget is spent, below 0 where the objective is missed. With the Wilson interval of the bad share.
 *
 * @example 4 bad of 10,000 at a target of 99.9 %: 1 − 0.0004 / 0.001 = 0.6
 */
export function errorBudgetLeft({ long, budget }: MeasureInputs['budget']): MeasureResult {
  const counted = { rows: long.rows, weight: long.all };
  const burnt = burnOf(long, budget);
  if (burnt === null) return undefinedResult('no requests', counted);
  const ends = wilsonInterval({
    share: long.bad / long.all,
    n: long.all * rowsPerWeight(long.rows, long.all),
  })!;
  return {
    value: 1 - burnt,
    interval: { lower: 1 - ends.upper / budget, upper: 1 - ends.lower / budget },
    ...counted,
    details: { badEvents: String(Math.round(long.badRows)), budget: budget.toPrecision(4) },
  };
}
