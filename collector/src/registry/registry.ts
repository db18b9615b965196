import type {
  BaselineEntry,
  BaselineSpec,
  ModelEntry,
  ModelSpec,
  VersionEntry,
  VersionSpec,
} from '../contract';
import type { Column } from '../store';

/**
 * The registered models. Reads are synchronous, from memory: ingest asks for a schema at every event. Writes are
 * durable (documents of the store, files beside it) when their promise resolves.
 */
export interface Registry {
  models(): ModelEntry[];
  model(name: string): ModelEntry | undefined;
  /** @throws ModelWatchError `unknown-model` (404), with the names there are */
  requireModel(name: string): ModelEntry;

  /**
   * Registers a model or changes it. New features, segments or changed types make a new schema; the old ones stay.
   * Versions and baselines that the spec names are put separately, with their files.
   */
  applyModel(spec: ModelSpec): Promise<{ entry: ModelEntry; changed: boolean }>;
  /** @param spec null keeps the one that was given before: only the file is new */
  putVersion(
    model: string,
    version: string,
    spec: VersionSpec | null,
    onnx: Uint8Array | null,
  ): Promise<VersionEntry>;
  putBaseline(
    model: string,
    version: string,
    spec: BaselineSpec,
    parquet: Uint8Array,
  ): Promise<BaselineEntry>;

  /** The version in production: the one named, else the first one registered; null when there is none. */
  productionVersion(model: string): string | null;
  /** The baseline of a version, else of the production version, else the only one there is. */
  baseline(model: string, version?: string): BaselineEntry | null;
  /** Where the runnable ONNX file of a version lies, with its inputs and outputs (`like` resolved). */
  runnable(model: string, version: string): RunnableVersion;
}

export interface RunnableVersion {
  model: string;
  version: string;
  file: string;
  digest: string;
  spec: Required<Pick<VersionSpec, 'inputs' | 'outputs'>> & VersionSpec;
}

/** What the registry needs done to an uploaded ONNX file; the replay room does it. */
export type PrepareModel = (
  onnx: Uint8Array,
  spec: VersionSpec,
  model: ModelSpec,
  /** Rows that it is tried on. */
  rows?: TrialRows,
) => Promise<{
  /** The bytes to run: as uploaded, or rewritten. */
  runnable: Uint8Array;
  /** What was rewritten, in words. */
  rewritten: string[];
  /** The spec with inputs and outputs filled in. */
  spec: VersionSpec;
  /** Of the rows given; not there where they lack a feature that the version takes. */
  scored?: TrialScores;
}>;

/** Columns by feature. */
export interface TrialRows {
  rows: number;
  features: Record<string, Column>;
}

export interface TrialScores {
  /** NaN where a row could not be scored; of three or more classes that of the likeliest. */
  scores: Float64Array;
  /** Rows that could not be scored, by reason. */
  failed: Record<string, number>;
}
