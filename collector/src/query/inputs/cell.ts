import { type InputKind, parseDuration } from '../../contract';
import type { MeasureInputs } from '../../measures';
import type { LabelledRequest, Store } from '../../store';
import { classesOf } from '../classes';
import type { QueryPlan } from '../plan';

/** What a measure is given for one step of one label set. */
export interface InputCell<K extends InputKind = InputKind> {
  bucket: number | null;
  /** Of the groups, and the feature; the labels that all have in common are not repeated. */
  labels: Record<string, string>;
  input: MeasureInputs[K];
}

/** One way to get an input from the store. */
export interface InputReader<K extends InputKind> {
  read(plan: QueryPlan, store: Store, signal?: AbortSignal): Promise<InputCell<K>[]>;
  /** The input of a step or a group in which there is nothing. */
  empty(plan: QueryPlan, labels: Record<string, string>): MeasureInputs[K];
}

/** The part of a request to the store that every aggregate shares. */
export const aggregateOf = ({ selection, groupBy, bucketMs, exact }: QueryPlan) => ({
  selection,
  groupBy,
  bucketMs,
  ...(exact && { raw: true }),
});

/** The same with the labels that are seen: up to the query's moment, and absence where it means something. */
export const labelledOf = (plan: QueryPlan): LabelledRequest => ({ ...aggregateOf(plan), ...labelsOf(plan) });

/** What a request to the store says of labels. */
export function labelsOf({ asOf, now, model }: QueryPlan): Pick<LabelledRequest, 'asOf' | 'absence'> {
  const spec = model?.spec;
  const after = spec?.labels?.absenceAfter;
  if (!spec || after === undefined) return { asOf };
  const { classes, positive } = classesOf(spec);
  const label = spec.labels?.absentLabel ?? classes.find((_, index) => index !== positive);
  if (label === undefined) return { asOf };
  return { asOf, absence: { label, afterMs: parseDuration(after), until: Math.min(asOf, now) } };
}
