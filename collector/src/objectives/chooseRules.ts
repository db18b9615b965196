import {
  budgetOf,
  type ModelSpec,
  objectiveOf,
  reasonUnreachable,
  SERVICE_LEVEL_INDICATORS,
  type UnreachableBurnRate,
} from '../contract';
import { type AlertRule, planRules, USUAL_BURN_RATES, USUAL_WINDOWS } from '../alerts';

/** The rules that a model has because of its objectives, and those on the measures whose threshold is tried. */
export function chooseRules(spec: ModelSpec, thresholdsOf: readonly string[]): AlertRule[] {
  const standing = new Set(planRules({ ...spec, objectives: [] }, USUAL_WINDOWS).map(({ name }) => name));
  return planRules(spec, USUAL_WINDOWS).filter(
    ({ name, queries }) =>
      queries.length === 1 &&
      (!standing.has(name) || queries.some(({ query }) => thresholdsOf.includes(query.measure))),
  );
}

/** Burn rates that would have a rule if the budget were smaller: whoever misses one reads why. */
export function findUnreachable({ objectives = [] }: ModelSpec): UnreachableBurnRate[] {
  return SERVICE_LEVEL_INDICATORS.flatMap((indicator) => {
    const objective = objectiveOf(indicator, objectives);
    const budget = objective && budgetOf(objective);
    if (!objective || budget === null || budget === undefined) return [];
    return (objective.burnRates ?? USUAL_BURN_RATES).flatMap(({ long, factor }) => {
      const reason = reasonUnreachable(factor, budget);
      return reason === null
        ? []
        : [{ objective: objective.title ?? objective.measure, long, factor, reason }];
    });
  });
}
