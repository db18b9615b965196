import type { FeatureSpec, ModelSpec, Repair, TensorInput, VersionSpec } from '../../contract';
import type { RowBatch } from '../../store';

/*
 * What the collector's main thread and the workers say to each other. Numbers cross as typed arrays whose memory is
 * handed over, not copied.
 */

/** A version run over the window, as logged or with the repairs applied. */
export interface Variant {
  version: string;
  repaired: boolean;
}

export interface VersionSetup {
  version: string;
  file: string;
  /** SHA-256 of the file: another one by the same name is not run. */
  digest: string;
  inputs: TensorInput[];
  outputs: NonNullable<VersionSpec['outputs']>;
}

/** What a thread is told when it starts. */
export interface RunSetup {
  model: ModelSpec;
  features: FeatureSpec[];
  segments: string[];
  versions: VersionSetup[];
  variants: Variant[];
  repairs: Repair[];
  /** Rows per call of the runtime, for every version; by the kind of model unless given. */
  chunkRows?: number;
  /** Memory of the thread's `ThreadControl`. */
  control: SharedArrayBuffer;
}

/** A batch without what a worker does not need. */
export type ColumnBatch = Omit<RowBatch, 'ids' | 'numbers' | 'ts' | 'sliceFrom'>;

export type WorkerTask =
  | { kind: 'score'; id: number; batch: ColumnBatch }
  | { kind: 'rank'; id: number; scores: Float64Array[]; labels: Int8Array[] };

export type WorkerAnswer =
  | { kind: 'ready' }
  | { kind: 'refused'; problem: { code: string; message: string } }
  | { kind: 'scored'; id: number; scored: ScoredBatch }
  | { kind: 'ranked'; id: number; area: RankedArea | null }
  | { kind: 'failed'; id: number; message: string };

export interface RankedArea {
  value: number;
  interval: { lower: number; upper: number } | null;
}

export interface ScoredBatch {
  /** By place of the setup's variants. */
  variants: ScoredVariant[];
  logged: { scores: Float64Array; tally: PerformanceTally };
  /** Label of each row: 1 positive, 0 another class, -1 not there. All -1 unless the task is binary. */
  labels: Int8Array;
}

export interface ScoredVariant {
  scores: Float64Array;
  /** Of three or more classes: index of the likeliest among those of the version; -1 where there is none. */
  classes?: Int32Array;
  failed: Record<string, number>;
  tally: VariantTally;
  performance: PerformanceTally;
  busyMs: number;
  /** A few places of rows that this very version served: whose scores differ, and whose do not. */
  served?: { differing: number[]; agreeing: number[] };
}

/** Sums of one variant over a batch; those of batches add up. */
export interface VariantTally {
  scored: number;
  scoreSum: number;
  /** Rows with a class of both, and those among them with the same. */
  comparedClasses: number;
  sameClass: number;
  /** Rows that this very version served, with both scores. */
  comparedScores: number;
  largestDifference: number;
  /** Those among them that differ by more than the tolerance. */
  differing: number;
}

export interface PerformanceTally {
  /** Rows with a score and a label. */
  labelled: number;
  /** Rows with a class and a label, and those among them that are right. */
  classified: number;
  correct: number;
}
