import type { Cell } from '../cells';
import type { QueryPlan } from '../plan';
import { isBelieved } from '../verdict';

/**
 * What stands in a frame for a cell. A breach is 1, no breach 0, and null without a verdict. An alert never gets a
 * number that cannot be believed; a person sees it, with the verdict or a notice beside it.
 */
export function shownValue(
  plan: Pick<QueryPlan, 'as' | 'fromAlert'>,
  { result, verdict }: Cell,
): number | null {
  if (plan.as === 'breach') {
    if (verdict === 'breach') return 1;
    return verdict === 'ok' ? 0 : null;
  }
  return plan.fromAlert && !isBelieved(verdict) ? null : result.value;
}
