import { COLLECTOR } from './collector';
import { COST } from './cost';
import type { MeasureDefinition } from './definition';
import { DRIFT } from './drift';
import { ESTIMATE } from './estimate';
import { EVIDENCE } from './evidence';
import { EXPLANATIONS } from './explanations';
import { FAIRNESS } from './fairness';
import { FRESHNESS } from './freshness';
import { JOINT_DRIFT } from './jointDrift';
import { LABELS } from './labels';
import { OBJECTIVES } from './objectives';
import { OUTCOMES } from './outcomes';
import { PARITY } from './parity';
import { PERFORMANCE } from './performance';
import { PERFORMANCE_OF_CLASSES, PERFORMANCE_AT_TOP } from './performanceOfScores';
import { QUALITY } from './quality';
import { RANKING } from './ranking';
import { REGRESSION } from './regression';
import { SERVING } from './serving';
import { TWO_SAMPLE } from './twoSample';
import { PERFORMANCE_IN_DETAIL } from './performanceInDetail';

export { budgetOf, objectiveOf, reasonUnreachable } from './errorBudget';
export { EVIDENCE_THRESHOLD } from './evidence';
export { SERVICE_LEVEL_INDICATORS, type ServiceLevelIndicator } from './objectives';
export type { Family, InputKind, MeasureDefinition, ParameterDefinition } from './definition';

const ROWS = [
  ...DRIFT,
  ...TWO_SAMPLE,
  ...JOINT_DRIFT,
  ...EVIDENCE,
  ...QUALITY,
  ...PERFORMANCE,
  ...PERFORMANCE_OF_CLASSES,
  ...PERFORMANCE_AT_TOP,
  ...REGRESSION,
  ...RANKING,
  ...ESTIMATE,
  ...FAIRNESS,
  ...PERFORMANCE_IN_DETAIL,
  ...LABELS,
  ...SERVING,
  ...OBJECTIVES,
  ...COST,
  ...FRESHNESS,
  ...PARITY,
  ...OUTCOMES,
  ...EXPLANATIONS,
  ...COLLECTOR,
] as const satisfies readonly MeasureDefinition[];

export type MeasureId = (typeof ROWS)[number]['id'];

/** What the measure of an id is computed from: the type by which each function is held to its row. */
export type InputOfMeasure<Id extends MeasureId> = Extract<(typeof ROWS)[number], { id: Id }>['input'];

/** Every measure there is, in the order in which the editor lists them. */
export const CATALOGUE: readonly (MeasureDefinition & { id: MeasureId })[] = ROWS;

const BY_ID = new Map<string, MeasureDefinition & { id: MeasureId }>(CATALOGUE.map((row) => [row.id, row]));

export function findMeasure(id: string): (MeasureDefinition & { id: MeasureId }) | undefined {
  return BY_ID.get(id);
}
