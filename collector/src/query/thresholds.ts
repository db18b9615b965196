import { computeMeasure, healthyBlockDistance, type MeasureInputs, type MeasureResult } from '../measures';
import type { QueryPlan } from './plan';

/**
 * Where the threshold of a value comes from: the query, the model's file (its thresholds or objectives), else the
 * practical floor of the catalogue or, where that is more, what healthy blocks of as many rows differ by.
 */
export type ThresholdSource = 'query' | 'model' | 'floor' | 'healthyBlocks';

export interface Threshold {
  value: number | null;
  source: ThresholdSource | null;
}

/** Answers with more values than this draw blocks only for those above the floor, whose verdict hangs on them. */
const MOST_DRAWN = 100;

/** The threshold that a plan alone decides. */
export function thresholdOfPlan({ threshold, params, model, definition }: QueryPlan): Threshold {
  if (threshold === null) return { value: null, source: null };
  if (typeof params.threshold === 'number') return { value: threshold, source: 'query' };
  const isCatalogues =
    threshold === definition.threshold && model?.spec.thresholds?.[definition.id] === undefined;
  return { value: threshold, source: isCatalogues ? 'floor' : 'model' };
}

/** The threshold of one value: of a distance whose floor nobody has set, it depends on the rows. */
export function thresholdOfValue(
  plan: QueryPlan,
  input: unknown,
  result: MeasureResult,
  values: number,
): Threshold {
  const usual = thresholdOfPlan(plan);
  const { definition } = plan;
  if (usual.source !== 'floor' || definition.input !== 'bins' || !definition.needsBaseline) return usual;
  const rows = result.evidenceRows ?? result.rows;
  if (result.value === null || rows < Math.max(1, plan.minimumSample)) return usual;
  if (result.value < usual.value! && values > MOST_DRAWN) return usual;
  const healthy = healthyDistance(plan, input as MeasureInputs['bins'], result.rows);
  return healthy !== null && healthy > usual.value! ? { value: healthy, source: 'healthyBlocks' } : usual;
}

const known = new WeakMap<object, Map<string, number | null>>();

/** Drawn once for each baseline, measure and size of a block. */
function healthyDistance(
  { definition, params }: QueryPlan,
  input: MeasureInputs['bins'],
  rows: number,
): number | null {
  const baseline = 'joined' in input ? input.joined.baseline : (input.earlier ?? input.profile);
  const ofBaseline = known.get(baseline) ?? new Map<string, number | null>();
  known.set(baseline, ofBaseline);
  const key = `${definition.id} ${Math.floor(Math.log2(rows) * 2 + 1e-9)}`;
  const found = ofBaseline.get(key);
  if (found !== undefined) return found;
  const distance = healthyBlockDistance(
    (drawn) => computeMeasure(definition.id, drawn as MeasureInputs[never], params),
    input,
    rows,
  );
  ofBaseline.set(key, distance);
  return distance;
}
