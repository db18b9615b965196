import type { Verdict } from '../contract';
import { computeMeasure, type MeasureResult } from '../measures';
import type { Store } from '../store';
import { withDetectableShift } from './detectable';
import { type InputCell, emptyInput } from './inputs';
import { distinctLabelSets, keyOf, knownLabelSets } from './labelSets';
import { bucketsOf, type QueryPlan } from './plan';
import { refuseTooMany } from './refuseTooMany';
import { type Threshold, thresholdOfValue } from './thresholds';
import { judge } from './verdict';

/** Answers with more values than this do without the intervals that take a thousand resamples each. */
const MOST_BOOTSTRAPPED = 100;

/** A value with its judgement, at one step of one label set. */
export interface Cell {
  bucket: number | null;
  labels: Record<string, string>;
  result: MeasureResult;
  threshold: Threshold;
  verdict: Verdict | null;
}

/** Values of one label set, one for each step. */
export interface LabelledCells {
  labels: Record<string, string>;
  cells: Cell[];
}

/**
 * Applies the measure of a plan to what was read for it: for every label set one cell a step, those without rows
 * included, so that a series has no holes and an alert never misses an instance.
 */
export async function computeCells(
  plan: QueryPlan,
  inputs: readonly InputCell[],
  store: Store,
  behindSeconds: () => number,
): Promise<LabelledCells[]> {
  const known = await knownLabelSets(plan, store);
  const labelSets = distinctLabelSets(plan, [...known, ...inputs.map(({ labels }) => labels)]);
  const buckets = bucketsOf(plan);
  refuseTooMany(plan, labelSets.length, buckets.length);

  const byPlace = new Map<string, InputCell>();
  for (const cell of inputs) byPlace.set(`${cell.bucket}|${keyOf(cell.labels)}`, cell);
  const wanted = {
    everything: plan.shape === 'table',
    bootstrap: plan.shape === 'table' && labelSets.length <= MOST_BOOTSTRAPPED,
  };
  return labelSets.map((labels) => {
    const key = keyOf(labels);
    const cells = buckets.map((bucket): Cell => {
      const input = byPlace.get(`${bucket}|${key}`)?.input ?? emptyInput(plan, labels, behindSeconds);
      const result = computeMeasure(plan.definition.id, input, plan.params, wanted);
      const threshold = thresholdOfValue(plan, input, result, labelSets.length * buckets.length);
      const verdict = judge({ ...plan, threshold: threshold.value }, result);
      const judged = { verdict, threshold: threshold.value };
      return { bucket, labels, result: withDetectableShift(plan, input, result, judged), threshold, verdict };
    });
    return { labels, cells };
  });
}
