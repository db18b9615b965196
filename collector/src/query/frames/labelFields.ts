import type { Field } from '../../contract';
import type { QueryPlan } from '../plan';

/** Columns of the labels of some rows: the common ones, then the groups, then the feature. */
export function labelFields(plan: QueryPlan, rows: Record<string, string>[]): Field[] {
  const names = [
    ...Object.keys(plan.commonLabels),
    ...plan.groupBy,
    ...(plan.definition.perGroup ? ['group'] : []),
    ...(plan.definition.perFeature ? ['feature'] : []),
  ];
  return [...new Set(names)].map((name) => ({
    name,
    type: 'string',
    values: rows.map((labels) => labels[name] ?? plan.commonLabels[name] ?? ''),
  }));
}
