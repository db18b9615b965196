import type { ReplayScores } from './store';
import type { Selection } from './requests';
import type { Column } from './rows';

/** What is read of finished replay runs, and of predictions that are to be explained. */
export interface ReplayedStore {
  /** Answered rows that a run came to with what it scored them, in order of time, or about `limit` of them. */
  readReplayed(request: ReplayedRequest, signal?: AbortSignal): Promise<ReplayedRows>;
  /** Answered rows with their features, ids and logged attributions: those named, else a sample. */
  readExplainable(request: ExplainableRequest, signal?: AbortSignal): Promise<ExplainableRows>;
  /** Keeps computed attributions; those of the same row and version are replaced. */
  putExplanations(rows: readonly ExplanationRecord[]): Promise<void>;
  /** Ids of rows by their numbers, in the same order; empty where there is no such row (any more). */
  idsOfRows(request: { selection: Selection; numbers: number[] }): Promise<string[]>;
}

type Category = Column & { type: 'category' };

export interface ReplayedRequest {
  selection: Selection;
  run: string;
  variants: Pick<ReplayScores, 'version' | 'repaired'>[];
  segments: string[];
  asOf: number;
  /** Rows to read at most (about); where there are more, each is read with the same probability. */
  limit: number;
}

export interface ReplayedRows {
  /** Rows that the run scored, and the share of them that was read. */
  total: number;
  share: number;
  rows: number;
  ts: Float64Array;
  numbers: Float64Array;
  /** How many predictions each row stands for: 1 / sampleRate. */
  weights: Float64Array;
  /** Logged score and class; NaN where there is none. */
  scores: Float64Array;
  classes: Category;
  /** Label as of the request, as a class and as a number. */
  labels: Category;
  labelValues: Float64Array;
  segments: Record<string, Category>;
  /** By place of the request's variants; NaN where a row could not be scored. */
  replayed: Float64Array[];
}

export interface ExplainableRequest {
  selection: Selection;
  features: string[];
  /** Only these predictions. */
  ids?: string[];
  /** Else so many, chosen by chance; the same ones for the same seed. */
  sample?: { rows: number; seed: number };
}

export interface ExplainableRows {
  rows: number;
  ids: string[];
  numbers: Float64Array;
  ts: Float64Array;
  versions: Category;
  scores: Float64Array;
  features: Record<string, Column>;
  /** As logged with the prediction; null where it came without. */
  attributions: (Record<string, number> | null)[];
}

export interface ExplanationRecord {
  /** Of the row. */
  number: number;
  /** The version whose score is explained. */
  version: string;
  /** Whether it is the version that served the row: then the prediction counts as explained. */
  isServing: boolean;
  attributions: Record<string, number>;
}
