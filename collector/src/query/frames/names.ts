import type { QueryPlan } from '../plan';

/** What a series is called in a legend: what tells it from the others, else the measure. */
export function displayNameOf(
  { definition, params, groupBy }: QueryPlan,
  labels: Record<string, string>,
): string {
  const parts = [labels.feature, ...groupBy.map((name) => labels[name]), labels.group].filter(
    (part) => part !== undefined,
  );
  if (parts.length > 0) return parts.join(' · ');
  return titleOf({ definition, params });
}

/** `Latency p95`, `ROC AUC`. */
export function titleOf({ definition, params }: Pick<QueryPlan, 'definition' | 'params'>): string {
  if (typeof params.quantile !== 'number') return definition.title;
  return `${definition.title} p${Number((params.quantile * 100).toFixed(3))}`;
}
