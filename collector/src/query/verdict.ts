import type { Verdict } from '../contract';
import type { MeasureResult } from '../measures';
import type { QueryPlan } from './plan';

/**
 * How far a number can be believed, and then whether it breaches. The order matters: too few rows or missing labels
 * never read as ok. Null where there is nothing to judge by: no threshold.
 *
 * Where lower is better, a value at the threshold breaches; where higher is better, one at the threshold still
 * holds, as an objective of "at least" says, and as Grafana colours its steps.
 */
export function judge(
  plan: Pick<QueryPlan, 'definition' | 'threshold' | 'minimumSample' | 'maturity' | 'params'>,
  result: MeasureResult,
): Verdict | null {
  if ((result.evidenceRows ?? result.rows) < plan.minimumSample) return 'insufficient';
  if (needsMatureLabels(plan) && (result.coverage ?? 0) < plan.maturity) return 'immature';
  if (result.value === null) return 'insufficient';
  if (plan.threshold === null) return null;
  const { better } = plan.definition;
  const breaches = better === 'higher' ? result.value < plan.threshold : result.value >= plan.threshold;
  if (breaches && result.lacksEvents) return 'insufficient';
  return breaches ? 'breach' : 'ok';
}

/** Whether a value that is told within a bound may lie on either side of its threshold. */
export const isUndecided = (
  { threshold }: Pick<QueryPlan, 'threshold'>,
  { bound }: Pick<MeasureResult, 'bound'>,
): boolean =>
  threshold !== null && bound !== undefined && bound.lower <= threshold && threshold <= bound.upper;

/** Whether the labels must have arrived before the value is believed: a query may restrict itself to labelled rows. */
export const needsMatureLabels = ({
  definition,
  params,
}: Pick<QueryPlan, 'definition' | 'params'>): boolean => definition.needsLabels || params.rows === 'labelled';

/** Whether a number may be acted on: neither too few rows nor labels that have not arrived. */
export const isBelieved = (verdict: Verdict | null): boolean =>
  verdict !== 'insufficient' && verdict !== 'immature';
