import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { burnOf } from './burn';

/**
 * How many times faster than allowed an error budget is being spent: the lesser of the burn rates of a long window, which
 * makes it significant, and a short one, which ends the alert soon after the trouble. At 14.4 for an hour 2 % of the
 * budget of 30 days are gone. A handful of bad requests never breaches, however few requests there were.
 *
 * Site Reliability Workbook (2018), chapter 5. Null where a window has no requests.
 */
export function burnRate(
  { long, short, budget, periodHours }: MeasureInputs['budget'],
  params: Parameters,
): MeasureResult {
  const counted = { rows: long.rows, weight: long.all };
  const overLong = burnOf(long, budget);
  const overShort = short ? burnOf(short, budget) : null;
  if (overLong === null) return undefinedResult('no requests', counted);
  if (overShort === null) return undefinedResult('no requests in the short window', counted);
  const value = Math.min(overLong, overShort);
  return {
    value,
    ...counted,
    lacksEvents: long.badRows < Number(params.minimumBadEvents),
    details: {
      long: overLong.toPrecision(4),
      short: overShort.toPrecision(4),
      badEvents: String(Math.round(long.badRows)),
      budget: budget.toPrecision(4),
      ...(value > 0 && { budgetGoneInHours: (periodHours / value).toPrecision(4) }),
    },
  };
}
