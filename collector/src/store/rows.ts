import type { Selection } from './requests';

/* Rows as the store hands them out: in columns, in batches or as a sample. */

export interface RowRequest {
  selection: Selection;
  features: string[];
  segments: string[];
  asOf: number;
  /** Only answered predictions (status < 400), unless false. */
  answeredOnly: boolean;
  /** False leaves `ids` of the batches empty: they cost as much as everything else. */
  withIds?: boolean;
  /** Rows with a higher number are not seen: they came later. */
  lastNumber?: number;
  /** Only these rows. */
  numbers?: number[];
  /** Only so many, chosen by chance; the same ones for the same seed. */
  sample?: { rows: number; seed: number };
  /** Slices of time (see `RowBatch`) that begin before this one are left out. */
  resumeAt?: number;
}

export type Column =
  /** NaN is missing. */
  | { type: 'number'; values: Float64Array }
  /** Index into `dictionary`; -1 is missing. Booleans come as `false` and `true`. */
  | { type: 'category'; codes: Int32Array; dictionary: string[] };

export interface RowBatch {
  rows: number;
  /**
   * Where the slice of time begins that the batch is of. Rows are read slice by slice, and the same request for the
   * same rows cuts them alike; where the batches within a slice end is not said.
   */
  sliceFrom: number;
  ids: string[];
  /** The number that the store gave each row when it came, and that no other row of the store has. */
  numbers: Float64Array;
  ts: Float64Array;
  versions: Column & { type: 'category' };
  features: Record<string, Column>;
  segments: Record<string, Column & { type: 'category' }>;
  /** Logged score; NaN where there is none. */
  scores: Float64Array;
  /** Logged class. */
  classes: Column & { type: 'category' };
  /** Label as of the request; -1 while it has not arrived. */
  labels: Column & { type: 'category' };
}

export interface SampleRequest {
  selection: Selection;
  features: string[];
  /** Dimensions: version, environment, deployment or names of segments. */
  dimensions: string[];
  asOf: number;
  /** Rows to read at most (about); where there are more, each is read with the same probability. */
  limit: number;
}

/** Everything that was logged about predictions, failed ones included. Numbers that are not there are NaN. */
export interface RowSample {
  /** Rows of the selection, and the share of them that was read. */
  total: number;
  share: number;
  rows: number;
  ts: Float64Array;
  /** How many predictions each row stands for: 1 / sampleRate. */
  weights: Float64Array;
  features: Record<string, Column>;
  /** 1 where the value of the feature had the wrong type; only features of which some row is so. */
  invalid: Record<string, Uint8Array>;
  /** A few of the raw texts of invalid values, by feature. */
  invalidTexts: Record<string, string[]>;
  /** Milliseconds from when the value came to be to when it was served; only features that were logged with times. */
  ages: Record<string, Float64Array>;
  dimensions: Record<string, Column & { type: 'category' }>;
  status: Float64Array;
  latency: Float64Array;
  cost: Float64Array;
  scores: Float64Array;
  classes: Column & { type: 'category' };
  /** Label as of the request, as a class and as a number; when the first one arrived. */
  labels: Column & { type: 'category' };
  labelValues: Float64Array;
  labelTs: Float64Array;
  received: Float64Array;
  /** Equal for rows of the same entity with the same features, segments and version. */
  fingerprints: Float64Array;
}
