import {
  budgetOf,
  type ModelSpec,
  objectiveOf,
  reasonUnreachable,
  type ServiceLevelIndicator,
} from '../../contract';
import type { RuleQuery } from '../rule';

/** Whether the model has such an objective, and its budget can be spent so many times too fast. */
export function canBurn(
  { objectives = [] }: ModelSpec,
  indicator: ServiceLevelIndicator,
  factor: number,
): boolean {
  const objective = objectiveOf(indicator, objectives);
  return objective !== undefined && reasonUnreachable(factor, budgetOf(objective)!) === null;
}

/** The target, and the bound of latency, are not written: the collector takes them from the model, where they may change. */
export const askBurnRate = (
  { model }: ModelSpec,
  indicator: ServiceLevelIndicator,
  windows: { longMinutes: number; shortMinutes: number; threshold: number },
): RuleQuery => ({
  refId: 'burnRate',
  query: {
    measure: 'objectives.burnRate',
    model,
    shape: 'snapshot',
    params: { indicator, ...windows },
  },
  fromSeconds: windows.longMinutes * 60,
});
