import type {
  AgeCounts,
  AgreementCounts,
  ArrivalCounts,
  ArrivalTriangle,
  AttributionCounts,
  BaselineGroup,
  BinCounts,
  ChangeRecord,
  ClassScoreCounts,
  ColumnProfile,
  ConfusionCounts,
  CostRecord,
  DistinctValues,
  EventCounts,
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
import type {
  Selection,
  AggregateRequest,
  LabelledRequest,
  ScoreRequest,
  ServingRequest,
  AgeRequest,
  ParityRequest,
  BinRequest,
  JoinedBinRequest,
  JoinedBinCounts,
  ValueRequest,
  ValueCounts,
  ScoredClasses,
  BaselineGroupRequest,
  BaselineImport,
} from './requests';
import type { RowRequest, RowBatch, SampleRequest, RowSample } from './rows';
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
