import type {
  AgeCounts,
  AgreementCounts,
  ArrivalCounts,
  ArrivalTriangle,
  AttributionCounts,
  BaselineEntry,
  BaselineGroup,
  BinCounts,
  ChangeRecord,
  ClassScoreCounts,
  ColumnProfile,
  ConfusionCounts,
  CostRecord,
  DistinctValues,
  EventCounts,
  Filter,
  Grouped,
  IntervalCounts,
  LagCounts,
  ModelSchema,
  OutcomeCounts,
  OutsideCounts,
  ParityCounts,
  PredictedScores,
  PunctualityCounts,
  QuarantineRecord,
  RankingSums,
  ResidualSums,
  ScoreCounts,
  ServingCounts,
  StoredRecord,
  TopCounts,
} from '../contract';
import type { ReplayedStore } from './replayed';
import type { BaselineExportRequest, BaselineSample, BaselineSampleRequest } from './baselineRows';

/**
 * What the collector asks of an engine. One folder per engine implements it; `conformance.ts` says what each must do.
 * Times are milliseconds since 1970, ranges are `from <= ts < to`.
 */
export interface Store extends ReplayedStore {
  /** Which engine, and the version of the layout on disk, for people. */
  readonly description: string;

  /** Position of the journal up to which everything is applied; null when nothing is. */
  appliedPosition(): Promise<string | null>;
  /**
   * Appends records and moves the applied position, in one transaction: after a crash either both are there or
   * neither. A record that cannot be applied (its schema is unknown, say) is put in quarantine; the rest goes on.
   */
  apply(records: readonly StoredRecord[], position: string): Promise<{ quarantined: number }>;

  /** Makes room for a layout of a model. Asked again with the same schema it does nothing. */
  ensureSchema(schema: ModelSchema): Promise<void>;
  /**
   * Reads a Parquet file as the baseline of a version, keeps its rows and returns its profile.
   * @throws ModelWatchError `baseline-*` when the file cannot be read or lacks features of the schema
   */
  importBaseline(schema: ModelSchema, version: string, parquetFile: string): Promise<BaselineImport>;

  /** Rows of a registered baseline, in whole columns. */
  sampleBaseline(request: BaselineSampleRequest, signal?: AbortSignal): Promise<BaselineSample>;
  /** Writes logged rows as a Parquet file that `importBaseline` takes; no file where there are none. */
  exportBaseline(
    request: BaselineExportRequest,
    parquetFile: string,
    signal?: AbortSignal,
  ): Promise<{ rows: number }>;

  /** Each count can be cancelled: an abort of its signal rejects it. */
  countBins(request: BinRequest, signal?: AbortSignal): Promise<Grouped<Record<string, BinCounts>>[]>;
  /** Counts of the joined bins of Evidently, over present values; one column, no buckets. */
  countJoinedBins(request: JoinedBinRequest, signal?: AbortSignal): Promise<Grouped<JoinedBinCounts>[]>;
  /** Distinct present values of one numeric column now, and in the rows of a baseline. */
  countValues(request: ValueRequest, signal?: AbortSignal): Promise<ValueCounts>;
  countConfusion(
    request: LabelledRequest & { classes: string[] },
    signal?: AbortSignal,
  ): Promise<Grouped<ConfusionCounts>[]>;
  countScores(request: ScoreRequest, signal?: AbortSignal): Promise<Grouped<ScoreCounts>[]>;
  /** Labelled predictions with a score of every class, by the distinct scores of each. */
  countClassScores(
    request: LabelledRequest & { classes: string[] },
    signal?: AbortSignal,
  ): Promise<Grouped<ClassScoreCounts>[]>;
  /** The labelled predictions with the `k` highest scores, ties by id. */
  countTop(
    request: LabelledRequest & { positiveClass: string; k: number },
    signal?: AbortSignal,
  ): Promise<Grouped<TopCounts>[]>;
  /** Errors of a regression: predictions with a score and a label that is a number. */
  sumResiduals(request: LabelledRequest, signal?: AbortSignal): Promise<Grouped<ResidualSums>[]>;
  /** Labels that are numbers, of scored predictions, each distinct one once. */
  countLabelValues(request: LabelledRequest, signal?: AbortSignal): Promise<Grouped<DistinctValues>[]>;
  /** Predictions that came with an interval, and labels in it. */
  countCovered(request: LabelledRequest, signal?: AbortSignal): Promise<Grouped<IntervalCounts>[]>;
  /** How the predictions of each request are ordered; `positiveClass` is null where labels say how relevant they are. */
  rankRequests(
    request: LabelledRequest & { k: number; positiveClass: string | null },
    signal?: AbortSignal,
  ): Promise<Grouped<RankingSums>[]>;
  /** Answered predictions by class and scores, labelled or not. */
  countPredictions(
    request: AggregateRequest & ScoredClasses,
    signal?: AbortSignal,
  ): Promise<Grouped<PredictedScores>[]>;
  /** Labelled rows of a baseline by distinct score: of each class, of two classes of the positive one alone. */
  baselineScores(
    request: ScoredClasses & { model: string; baselineVersion: string },
  ): Promise<Pick<ScoreCounts, 'scores' | 'positives' | 'negatives'>[]>;
  /** Labelled and unlabelled rows of a baseline by the values of segments: none where it has not all of them. */
  baselineGroups(request: BaselineGroupRequest): Promise<BaselineGroup[]>;
  /** Answered predictions with some feature outside of what its profile has seen. */
  countOutside(
    request: AggregateRequest & { columns: Record<string, ColumnProfile> },
    signal?: AbortSignal,
  ): Promise<Grouped<OutsideCounts>[]>;
  countArrivals(
    request: LabelledRequest & { quantiles: number[] },
    signal?: AbortSignal,
  ): Promise<Grouped<ArrivalCounts>[]>;
  /** Durations until the labels, and since the predictions that still wait for one. */
  countLags(
    request: LabelledRequest & { waitedUntil: number },
    signal?: AbortSignal,
  ): Promise<Grouped<LagCounts>[]>;
  /** Labels by the day of the prediction and their age; the days are within each group, there are no buckets. */
  countTriangle(request: LabelledRequest, signal?: AbortSignal): Promise<Grouped<ArrivalTriangle>[]>;
  /** Ages of features when they were served, by feature. */
  countAges(request: AgeRequest, signal?: AbortSignal): Promise<Grouped<Record<string, AgeCounts>>[]>;
  countPunctuality(
    request: AggregateRequest & { lateMs: number },
    signal?: AbortSignal,
  ): Promise<Grouped<PunctualityCounts>[]>;
  /**
   * Served values beside the offline ones: those sent for the prediction itself, else the newest of the entity by the
   * time of the prediction; by feature.
   */
  countParity(request: ParityRequest, signal?: AbortSignal): Promise<Grouped<Record<string, ParityCounts>>[]>;
  /** Outcomes of one name within so long after their predictions; those after `asOf` are not seen. */
  countOutcomes(
    request: AggregateRequest & { outcome: string; attributionMs: number; asOf: number },
    signal?: AbortSignal,
  ): Promise<Grouped<OutcomeCounts>[]>;
  /** Predictions of the deployment `shadow` that stand beside what was served instead. */
  countAgreement(request: AggregateRequest, signal?: AbortSignal): Promise<Grouped<AgreementCounts>[]>;
  countAttributions(
    request: AggregateRequest & { features: string[] },
    signal?: AbortSignal,
  ): Promise<Grouped<AttributionCounts>[]>;
  countServing(request: ServingRequest, signal?: AbortSignal): Promise<Grouped<ServingCounts>[]>;
  /** Answered predictions with a latency, and those that took longer than a bound. */
  countSlow(
    request: AggregateRequest & { boundMs: number },
    signal?: AbortSignal,
  ): Promise<Grouped<EventCounts>[]>;

  /** Rows in order of (ts, id), in batches of columns. An abort of `signal` ends them early, without an error. */
  readRows(request: RowRequest, signal?: AbortSignal): AsyncIterable<RowBatch>;
  countRows(selection: Selection): Promise<number>;
  /** The highest number of a row of a model; 0 when it has none. */
  lastRowNumber(model: string): Promise<number>;
  /** Rows of a selection in order of time, or about `limit` of them chosen by chance, in whole columns. */
  sampleRows(request: SampleRequest, signal?: AbortSignal): Promise<RowSample>;
  /** All of it in one transaction, with a document that says how far the run is. */
  appendReplayScores(
    runId: string,
    batches: readonly ReplayScores[],
    progress?: { collection: string; id: string; value: unknown },
  ): Promise<void>;
  /** Scores of one version in a run, in the order in which they were appended. */
  readReplayScores(
    runId: string,
    variant: Pick<ReplayScores, 'version' | 'repaired'>,
  ): AsyncIterable<Pick<ReplayScores, 'numbers' | 'scores'>>;
  deleteReplayScores(runId: string): Promise<void>;

  /** Values of a dimension (version, environment, deployment, a segment) ever seen for a model, most frequent first. */
  dimensionValues(model: string, dimension: string, limit: number): Promise<string[]>;
  /** First and last prediction time of a model; null when it has none. */
  timeRange(model: string): Promise<{ from: number; to: number; rows: number } | null>;
  changes(request: { model?: string; from: number; to: number }): Promise<ChangeRecord[]>;
  costs(request: { model: string; from: number; to: number }): Promise<CostRecord[]>;
  quarantine(request: { limit: number; model?: string }): Promise<QuarantineRecord[]>;
  statistics(): Promise<StoreStatistics>;

  /** Small JSON documents of other rooms (registry, replay runs), durable when the promise resolves. */
  readonly documents: Documents;

  /** Deletes what is older than the model's retention; returns the number of predictions deleted. */
  deleteBefore(model: string, before: number): Promise<number>;
  /** Deletes labels and outcomes received before a moment whose prediction is not there; returns their number. */
  deleteUnmatched(receivedBefore: number): Promise<number>;
  /** Writes a consistent copy of the database into a new folder while the store goes on. */
  backup(folder: string): Promise<void>;
  /**
   * Brings the aggregates up to date as far as the budget goes. What is not counted yet is read from rows, so that the
   * answers are the same at any moment, and only their time differs.
   */
  buildAggregates(options?: BuildOptions): Promise<AggregateBuild>;
  /** Asks the engine to write its log into its main file now. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

export interface BuildOptions {
  /** Milliseconds since 1970. */
  now?: number;
  /** How long an hour must have been left alone to be counted. */
  quietMs?: number;
  /** No step is begun after so long. */
  budgetMs?: number;
}

/** What a build has done. */
export interface AggregateBuild {
  hours: number;
  /** Predictions in those hours. */
  rows: number;
  days: number;
  /** Hours that are due and were left for the next time. */
  remaining: number;
}

export interface Documents {
  get<T>(collection: string, id: string): Promise<T | null>;
  list<T>(collection: string): Promise<{ id: string; value: T }[]>;
  put(collection: string, id: string, value: unknown): Promise<void>;
  remove(collection: string, id: string): Promise<void>;
}

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

export interface ReplayScores {
  version: string;
  repaired: boolean;
  /** Of the rows, as `readRows` gives them, in the order of the scores. */
  numbers: Float64Array;
  /** NaN where a row could not be scored. */
  scores: Float64Array;
}

export interface StoreStatistics {
  predictions: number;
  labels: number;
  /** Labels whose prediction is not there (yet). */
  waitingLabels: number;
  quarantined: number;
  sizeBytes: number;
  memoryBytes: number;
}
