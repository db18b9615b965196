import { findMeasure, type MeasureId } from '../../contract';
import { computeMeasure, type MeasureInputs, type RealisedValue } from '../../measures';
import type { Store } from '../../store';
import { placeOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { checkParameters } from '../validation';
import type { InputCell } from './cell';
import { classScores } from './classScores';
import { confusion } from './confusion';
import { residuals } from './residuals';
import { scores } from './scores';

/** What each estimate is an estimate of. */
const REALISED: Record<string, MeasureId> = {
  'estimate.accuracy': 'performance.accuracy',
  'estimate.precision': 'performance.precision',
  'estimate.recall': 'performance.recall',
  'estimate.specificity': 'performance.specificity',
  'estimate.f1': 'performance.f1',
  'estimate.rocAuc': 'performance.rocAuc',
  'estimate.mae': 'performance.mae',
  'estimate.mse': 'performance.mse',
  'estimate.rmse': 'performance.rmse',
};

/** The same of three or more classes. */
const OF_CLASSES: Record<string, MeasureId> = { 'estimate.rocAuc': 'performance.rocAucOneVsRest' };

const READERS = { confusion, scores, classScores, residuals };

/**
 * What the labels that have arrived say of an estimated measure, by place; read for tables alone, where it is shown. A
 * place without labels is not there.
 */
export async function readRealised(
  plan: QueryPlan,
  store: Store,
  signal?: AbortSignal,
): Promise<Map<string, RealisedValue>> {
  if (plan.shape !== 'table') return new Map();
  const { id } = plan.definition;
  const { spec } = plan.model!;
  const twin = (spec.task === 'multiclass' ? OF_CLASSES[id] : undefined) ?? REALISED[id]!;
  const definition = findMeasure(twin)!;
  const params = checkParameters(definition, {}, spec);
  const reader = READERS[definition.input as keyof typeof READERS];
  const cells: InputCell[] = await reader.read({ ...plan, definition, params }, store, signal);
  return new Map(
    cells.flatMap((cell) => {
      const input = cell.input as MeasureInputs[keyof typeof READERS];
      const { value, coverage } = computeMeasure(twin, input, params, {
        everything: false,
        bootstrap: false,
      });
      return value === null || coverage === undefined ? [] : [[placeOf(cell), { value, coverage }] as const];
    }),
  );
}
