import type { BaselineEntry, ColumnProfile, DistinctValues, Filter, Grouped } from '../contract';

/* What is asked of a store, and the answers that are no counts of the contract. */

/** Which predictions: of one model, in a time range, that pass every filter. */
export interface Selection {
  model: string;
  from: number;
  to: number;
  filters: Filter[];
}

export interface AggregateRequest {
  selection: Selection;
  /** Dimensions: version, environment, deployment or names of segments. */
  groupBy: string[];
  /** Length of the time buckets, aligned to 1970; null for one over the whole range. */
  bucketMs: number | null;
  /** Reads rows even where aggregates would answer. */
  raw?: boolean;
}

export interface LabelledRequest extends AggregateRequest {
  /** Only labels that arrived up to then (inclusive) are seen; Infinity for all. */
  asOf: number;
  /**
   * Of labels that only come for one class: a prediction that has been without one for so long, as of `until`, has
   * this label, which arrived then. Measures see it; rows that are read or sampled do not.
   */
  absence?: { label: string; afterMs: number; until: number };
}

export interface ScoreRequest extends LabelledRequest {
  positiveClass: string;
  /** Scores may be told in bins, with sums over the rows beside them, where that takes less time. */
  bounded?: boolean;
}

export interface ServingRequest extends AggregateRequest {
  /** Of the latency. */
  quantiles: number[];
  /** Quantiles may be off by the share that the answer says, where that takes less time. */
  bounded?: boolean;
}

export interface AgeRequest extends AggregateRequest {
  /** How old a value of each feature may be; null where nobody said. */
  ttlMs: Record<string, number | null>;
  /** A value that its view received so long after its own time was filled in later. */
  backfillMs: number;
  quantiles: number[];
}

export interface ParityRequest extends AggregateRequest {
  /** Largest difference of equal numbers, by feature; 0 for what is no number. */
  tolerances: Record<string, number>;
}

export interface BinRequest extends AggregateRequest {
  /** By feature name or `@score` (which counts answered predictions only): the bins to count in. */
  columns: Record<string, ColumnProfile>;
}

export interface JoinedBinRequest extends Omit<AggregateRequest, 'bucketMs'> {
  column: string;
  baselineVersion: string;
}

/** Counts of both samples over the same bins, missing values dropped. */
export interface JoinedBinCounts {
  baseline: number[];
  current: number[];
  rows: number;
}

export interface ValueRequest extends AggregateRequest {
  /** A feature that is a number, or `@score` (which counts answered predictions only). */
  column: string;
  /** Null where the values are compared with others than a baseline's. */
  baselineVersion: string | null;
}

export interface ValueCounts {
  baseline: DistinctValues;
  current: Grouped<DistinctValues>[];
}

export interface ScoredClasses {
  classes: string[];
  /** Of a model with two classes, whose one score is that of this class. */
  positive?: number;
}

export interface BaselineGroupRequest {
  model: string;
  baselineVersion: string;
  segments: string[];
  positiveClass: string;
}

export interface BaselineImport {
  rows: number;
  columns: BaselineEntry['columns'];
  hasLabels: boolean;
}
