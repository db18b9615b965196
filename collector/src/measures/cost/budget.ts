import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { foreignReason } from './spending';

type Input = MeasureInputs['budgetSpending'];

/** Share of the month's budget that has been spent so far; above 1 it is overspent. */
export const budgetSpent = (spending: Input): MeasureResult => ofBudget(spending, spentOf(spending));

/**
 * Share of the month's budget that will have been spent at its end, if the rate of the last days goes on: what was
 * spent so far, and for the days that are left the mean of a day over the last ones of the month.
 *
 * @example 30 days, 10 of them passed at 4 a day and the last two of those at 6, budget 150, rate of two days:
 * (8 · 4 + 2 · 6 + 20 · 6) / 150
 */
export function budgetForecast(spending: Input, params: Parameters): MeasureResult {
  const last = spending.days.slice(-Math.ceil(Number(params.rateDays)));
  const passed = last.reduce((sum, day) => sum + day.passed, 0);
  const rate = passed > 0 ? last.reduce((sum, day) => sum + day.spent, 0) / passed : 0;
  const left = spending.daysInMonth - spending.days.reduce((sum, day) => sum + day.passed, 0);
  return ofBudget(spending, spentOf(spending) + rate * left);
}

const spentOf = ({ days }: Input): number => days.reduce((sum, day) => sum + day.spent, 0);

function ofBudget({ budget, foreign, rows, days }: Input, amount: number): MeasureResult {
  const counted = { rows, weight: rows };
  if (budget === null) return undefinedResult('no monthly budget', counted);
  if (foreign.length > 0) return undefinedResult(foreignReason(foreign), counted);
  if (days.length === 0) return undefinedResult('no time of the month', counted);
  if (rows === 0 && amount === 0) return undefinedResult('no requests and no costs in the month', counted);
  return {
    value: amount / budget,
    ...counted,
    details: { amount: String(Number(amount.toPrecision(6))), budget: String(budget) },
  };
}
