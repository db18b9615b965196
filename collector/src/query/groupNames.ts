import type { QueryPlan } from './plan';

/** Stands between the values of two segments that are crossed. */
const BETWEEN = ' · ';

/** The segments whose values are the groups that a measure of fairness compares. */
export const comparedSegments = ({ params }: Pick<QueryPlan, 'params'>): string[] =>
  [params.segment, params.crossedWith].filter((name) => typeof name === 'string');

/** What a group is called: the value of the segment, or of both. */
export const groupNameOf = (plan: Pick<QueryPlan, 'params'>, labels: Record<string, string>): string =>
  comparedSegments(plan)
    .map((segment) => labels[segment] ?? 'missing')
    .join(BETWEEN);
