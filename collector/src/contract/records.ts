/*
 * What the journal keeps and the store is fed with: events after decoding, masking and validation. Times are
 * milliseconds since 1970 (UTC). Features of a prediction are in the order of the columns of their model schema.
 */

export type FeatureValue = number | string | boolean | null;

export interface PredictionRecord {
  kind: 'prediction';
  id: string;
  ts: number;
  model: string;
  /** Number of the model schema that `features` and `segments` are laid out by. */
  schema: number;
  version: string;
  environment: string;
  deployment: 'stable' | 'canary' | 'shadow';
  entity: string | null;
  /** By position of the schema's features; null is missing (or invalid, see `invalid`). */
  features: FeatureValue[];
  /** By position of the schema's segments; null is missing. */
  segments: (string | null)[];
  /** Undeclared features and segments, kept as they came: nothing accepted is lost. */
  extra?: {
    features?: Record<string, unknown>;
    segments?: Record<string, unknown>;
    /** In which the model expects the label to lie. */
    interval?: { lower: number; upper: number };
    /** Of a shadow prediction: what was answered instead. */
    served?: {
      id: string;
      version: string;
      class: string | null;
      score: number | null;
      /** Whether the candidate gave the same class; null where one of the two gave none. */
      agrees: boolean | null;
    };
  };
  /** Raw text of each declared feature or field whose value had the wrong type, by `features.NAME` or field name. */
  invalid?: Record<string, string>;
  /** Class as text; null for a regression or a failed request. */
  class: string | null;
  /** Score of the positive class (binary), value (regression), score of the named class (multiclass); null if none. */
  score: number | null;
  /** All scores by class, for three or more classes. */
  scores?: Record<string, number>;
  latencyMs: number | null;
  status: number;
  error: string | null;
  degraded: boolean;
  coldStart: boolean;
  cacheHit: boolean;
  cost: number | null;
  sampleRate: number;
  traceId: string | null;
  requestId: string | null;
  attributions?: Record<string, number>;
  /** Milliseconds since 1970 by feature. */
  featureTimes?: Record<string, number>;
  receivedAt: number;
}

export interface LabelRecord {
  kind: 'label';
  predictionId: string;
  /** Arrival. */
  ts: number;
  /** As text: `1`, `prepaid_card`, `2.6976`. Booleans are `true` and `false`. */
  label: string;
  /** The label as a number where it is one: what a regression needs. */
  value: number | null;
  receivedAt: number;
}

export interface OutcomeRecord {
  kind: 'outcome';
  predictionId: string;
  name: string;
  value: number;
  ts: number;
  receivedAt: number;
}

export interface FeatureValuesRecord {
  kind: 'featureValues';
  view: string;
  entity: string;
  eventTime: number;
  predictionId: string | null;
  values: Record<string, FeatureValue>;
  receivedAt: number;
}

export interface ChangeRecord {
  kind: 'change';
  id: string | null;
  ts: number;
  change: string;
  model: string;
  version: string | null;
  text: string;
  status: string | null;
  receivedAt: number;
}

export interface CostRecord {
  kind: 'cost';
  ts: number;
  model: string;
  version: string | null;
  infrastructure: number;
  storage: number;
  retraining: number;
  currency: string;
  receivedAt: number;
}

/** An event that was refused a place among the others, whole, with the reason. */
export interface QuarantineRecord {
  kind: 'quarantine';
  /** The kind it was posted as: `predictions`, `labels`, ... */
  posted: string;
  code: string;
  path: string;
  message: string;
  /** The model it names, when it names one that can be read. */
  model: string | null;
  /** What was sent, at most `ingest.quarantineBytes` of it. */
  raw: string;
  receivedAt: number;
}

export type StoredRecord =
  | PredictionRecord
  | LabelRecord
  | OutcomeRecord
  | FeatureValuesRecord
  | ChangeRecord
  | CostRecord
  | QuarantineRecord;
