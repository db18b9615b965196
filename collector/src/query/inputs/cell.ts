import type { InputKind } from '../../contract';
import type { MeasureInputs } from '../../measures';
import type { Store } from '../../store';
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
export const aggregateOf = ({ selection, groupBy, bucketMs }: QueryPlan) => ({
  selection,
  groupBy,
  bucketMs,
});
