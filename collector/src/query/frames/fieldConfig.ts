import type { FieldConfig } from '../../contract';
import type { QueryPlan } from '../plan';

const GOOD = 'green';
const BAD = 'red';

/** How a value is shown: its unit, bounds, and the colours on either side of the threshold. */
export function valueConfig(plan: QueryPlan, displayName?: string): FieldConfig {
  if (plan.as === 'breach') {
    return {
      displayNameFromDS: displayName,
      description: '1 breach, 0 ok; nothing where there is no verdict',
      unit: 'none',
      min: 0,
      max: 1,
      thresholds: steps(GOOD, 1, BAD),
    };
  }
  const { definition, threshold } = plan;
  return {
    displayNameFromDS: displayName,
    description: definition.meaning,
    unit: unitOf(plan),
    ...(definition.min !== undefined && { min: definition.min }),
    ...(definition.max !== undefined && { max: definition.max }),
    ...(threshold !== null && {
      thresholds: definition.better === 'higher' ? steps(BAD, threshold, GOOD) : steps(GOOD, threshold, BAD),
    }),
  };
}

/** Grafana's unit; money in the model's currency. */
export function unitOf({ definition, model }: Pick<QueryPlan, 'definition' | 'model'>): string {
  return definition.unit === 'currency' ? `currency${model?.spec.currency ?? 'USD'}` : definition.unit;
}

const steps = (below: string, value: number, from: string): FieldConfig['thresholds'] => ({
  mode: 'absolute',
  steps: [
    { value: null, color: below },
    { value, color: from },
  ],
});
