import { type Static, Type } from '@sinclair/typebox';
import { GuardRailsSpec } from './guardRails';

/*
 * What is registered: a model (what it is for and how it is watched), its versions (ONNX files and how features
 * become their tensors) and the baselines of its versions.
 */

/** Names that a segment or a feature may not have, because queries give them a meaning of their own. */
export const RESERVED_NAMES = [
  'model',
  'version',
  'environment',
  'deployment',
  'feature',
  'class',
  'group',
  'time',
] as const;

/** The column that stands for the model's own score where a query asks for features. */
export const SCORE_COLUMN = '@score';

export const FeatureSpec = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^@]' }),
    type: Type.Union([Type.Literal('number'), Type.Literal('category'), Type.Literal('boolean')]),
    levels: Type.Optional(
      Type.Array(Type.String(), { description: 'known categories, in the order of their index' }),
    ),
    ttlSeconds: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: 'how old a value may be when it is served' }),
    ),
    required: Type.Optional(Type.Boolean()),
    unit: Type.Optional(Type.String()),
    importance: Type.Optional(
      Type.Number({
        minimum: 0,
        description: 'how much the feature matters to the model, in any unit: drift is weighted by it',
      }),
    ),
    parityTolerance: Type.Optional(
      Type.Number({ minimum: 0, description: 'largest difference between served and offline value' }),
    ),
  },
  { additionalProperties: false },
);
export type FeatureSpec = Static<typeof FeatureSpec>;

export const SegmentSpec = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^@]' }),
    sensitive: Type.Optional(
      Type.Boolean({ description: 'a protected attribute: fairness is computed over it' }),
    ),
  },
  { additionalProperties: false },
);
export type SegmentSpec = Static<typeof SegmentSpec>;

export const BurnRateSpec = Type.Object(
  {
    long: Type.String({ description: 'duration of the window that makes it significant, for example 1h' }),
    short: Type.String({ description: 'duration of the window that ends it, for example 5m' }),
    factor: Type.Number({ exclusiveMinimum: 0, description: 'times faster than the objective allows' }),
  },
  { additionalProperties: false },
);
export type BurnRateSpec = Static<typeof BurnRateSpec>;

export const ObjectiveSpec = Type.Object(
  {
    measure: Type.String({ description: 'id of a measure of the catalogue' }),
    title: Type.Optional(Type.String()),
    /** At least or at most, as the catalogue's better direction says. */
    target: Type.Number(),
    window: Type.String({ description: 'duration, for example 24h', default: '24h' }),
    params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()]))),
    burnRates: Type.Optional(
      Type.Array(BurnRateSpec, {
        minItems: 1,
        maxItems: 10,
        description:
          'of an objective of availability, errors or latency; the first is what a query takes unless told',
      }),
    ),
  },
  { additionalProperties: false },
);
export type ObjectiveSpec = Static<typeof ObjectiveSpec>;

export const LabelsSpec = Type.Object(
  {
    expectedShare: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description:
          'share of the predictions that ever get a label; estimated from earlier ones unless given',
      }),
    ),
    absenceAfter: Type.Optional(
      Type.String({
        description:
          'duration after which a prediction without a label counts as a negative, for example 45d: for fraud, churn and ' +
          'whatever else is only reported when it happens',
      }),
    ),
    absentLabel: Type.Optional(
      Type.String({
        description: 'what absence then means; the class that is not positive unless given',
      }),
    ),
  },
  { additionalProperties: false },
);
export type LabelsSpec = Static<typeof LabelsSpec>;

export const OutcomeSpec = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    title: Type.Optional(Type.String()),
    window: Type.String({
      description:
        'attribution window: an outcome counts up to so long after its prediction, for example 24h',
    }),
  },
  { additionalProperties: false },
);
export type OutcomeSpec = Static<typeof OutcomeSpec>;

export const CostsSpec = Type.Object(
  {
    monthlyBudget: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: "of a calendar month (UTC), in the model's currency" }),
    ),
    retrainingDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 3660,
        default: 1,
        description: 'days over which the cost of a retraining is spread, from the day it was booked on',
      }),
    ),
  },
  { additionalProperties: false },
);
export type CostsSpec = Static<typeof CostsSpec>;

export const MaskSpec = Type.Object(
  {
    field: Type.String({ description: 'features.NAME, segments.NAME, entity, error, traceId or requestId' }),
    rule: Type.Union([
      Type.Literal('drop'),
      Type.Literal('hash', { description: 'HMAC-SHA-256 with the key of the configuration' }),
      Type.Literal('bucket', { description: 'numbers rounded down to a multiple of `width`' }),
    ]),
    width: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  },
  { additionalProperties: false },
);
export type MaskSpec = Static<typeof MaskSpec>;

const Missing = Type.Union([Type.Number(), Type.String(), Type.Record(Type.String(), Type.Number())], {
  description: 'what stands in the tensor for a missing value: one for all features, or one for each',
});

export const TensorInput = Type.Object(
  {
    name: Type.String({ description: "name of the graph's input" }),
    tensor: Type.String({
      pattern: '^(float32|float64|int32|int64|bool|string) \\[N(,\\s*\\d+)?\\]$',
      examples: ['float32 [N,14]', 'string [N,1]'],
    }),
    feature: Type.Optional(Type.String()),
    features: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    categories: Type.Optional(
      Type.String({
        pattern: '^index',
        description: '`index`: a category becomes its index in the levels of its feature',
      }),
    ),
    missing: Type.Optional(Missing),
    unseen: Type.Optional(
      Type.Union([Type.Number(), Type.Literal('as missing')], {
        description: 'what stands for a category that is no level',
      }),
    ),
  },
  { additionalProperties: false },
);
export type TensorInput = Static<typeof TensorInput>;

export const VersionSpec = Type.Object(
  {
    file: Type.Optional(
      Type.String({ description: 'path of the ONNX file, relative to the file that names it' }),
    ),
    kind: Type.Optional(Type.String({ description: 'what kind of model it is, for people' })),
    inputs: Type.Optional(Type.Array(TensorInput, { minItems: 1 })),
    outputs: Type.Optional(
      Type.Object(
        {
          label: Type.Optional(Type.String()),
          probabilities: Type.Optional(
            Type.String({ description: 'scores of all classes; ZipMap outputs are rewritten' }),
          ),
          value: Type.Optional(Type.String({ description: 'the single output of a regression' })),
          classes: Type.Optional(
            Type.Array(Type.String(), {
              minItems: 2,
              description:
                'classes in the order of the columns of `probabilities`; read from the file where it says',
            }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    like: Type.Optional(Type.String({ description: 'take inputs and outputs from this version' })),
  },
  { additionalProperties: false },
);
export type VersionSpec = Static<typeof VersionSpec>;

export const BaselineSpec = Type.Object(
  {
    file: Type.Optional(
      Type.String({ description: 'Parquet with a column per feature; `label` and `score` where known' }),
    ),
    kind: Type.Optional(
      Type.String({ description: 'what the rows are: training set, validation set, a healthy week' }),
    ),
  },
  { additionalProperties: false },
);
export type BaselineSpec = Static<typeof BaselineSpec>;

const MODEL_NAME = '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$';

export const ModelSpec = Type.Object(
  {
    model: Type.String({ pattern: MODEL_NAME }),
    title: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
    task: Type.Union([Type.Literal('binary'), Type.Literal('multiclass'), Type.Literal('regression')]),
    positiveClass: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
    threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1, default: 0.5 })),
    classes: Type.Optional(Type.Array(Type.String(), { minItems: 2 })),
    target: Type.Optional(Type.String({ description: 'what a regression predicts, with its unit' })),
    features: Type.Array(FeatureSpec, { minItems: 1, maxItems: 2000 }),
    segments: Type.Optional(Type.Array(SegmentSpec, { maxItems: 100 })),
    objectives: Type.Optional(Type.Array(ObjectiveSpec)),
    labels: Type.Optional(LabelsSpec),
    outcomes: Type.Optional(Type.Array(OutcomeSpec, { maxItems: 100 })),
    costs: Type.Optional(CostsSpec),
    guardRails: Type.Optional(GuardRailsSpec),
    thresholds: Type.Optional(
      Type.Record(Type.String(), Type.Number(), {
        description: 'by measure id; else the default of the catalogue',
      }),
    ),
    owner: Type.Optional(Type.String()),
    tier: Type.Optional(
      Type.Union([Type.Literal('critical'), Type.Literal('standard'), Type.Literal('experimental')]),
    ),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', default: 'USD' })),
    maturity: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        default: 0.9,
        description: 'label coverage from which performance is believed',
      }),
    ),
    minimumSample: Type.Optional(
      Type.Integer({ minimum: 1, default: 200, description: 'rows below which no verdict is given' }),
    ),
    retentionDays: Type.Optional(Type.Integer({ minimum: 1 })),
    masks: Type.Optional(Type.Array(MaskSpec)),
    production: Type.Optional(Type.String({ description: 'the version in production' })),
    versions: Type.Optional(Type.Record(Type.String(), VersionSpec)),
    baselines: Type.Optional(Type.Record(Type.String(), BaselineSpec, { description: 'by version' })),
    links: Type.Optional(Type.Record(Type.String(), Type.String({ pattern: '^https?://' }))),
  },
  {
    $id: 'ModelSpec',
    additionalProperties: false,
    description: 'A model: its task, its features, and how it is watched.',
  },
);
export type ModelSpec = Static<typeof ModelSpec>;

/** One layout of a model's features and segments. A new feature or a changed type makes a new one; old rows stay. */
export interface ModelSchema {
  model: string;
  /** From 1. */
  version: number;
  features: { name: string; type: FeatureSpec['type'] }[];
  segments: string[];
}

/** What a version's ONNX file turned out to be when it was registered. */
export interface VersionEntry {
  version: string;
  spec: VersionSpec;
  /** SHA-256 of the bytes as uploaded; null while no file was given. */
  digest: string | null;
  /** SHA-256 of the file that is run: differs where a ZipMap was rewritten. */
  runnableDigest: string | null;
  sizeBytes: number;
  /** What was done to make it runnable, in words; empty when nothing was. */
  rewritten: string[];
  registeredAt: number;
}

/** How one column of a baseline is distributed, and the bins that it decides. */
export type ColumnProfile = NumericProfile | CategoryProfile;

export interface NumericProfile {
  type: 'number';
  /** Interior deciles of the present values (NumPy's linear quantiles), duplicates dropped: 0 to 9 of them. */
  edges: number[];
  /** Rows by bin: `edges.length + 1` of them, a value equal to an edge falls left. */
  counts: number[];
  missing: number;
  n: number;
  min: number | null;
  max: number | null;
  mean: number | null;
  /** Population standard deviation. */
  std: number | null;
  /** Number of distinct present values, counted up to 257. */
  distinct: number;
}

export interface CategoryProfile {
  type: 'category' | 'boolean';
  /** Levels in code point order. */
  levels: string[];
  counts: number[];
  missing: number;
  n: number;
}

export interface BaselineEntry {
  version: string;
  rows: number;
  digest: string;
  kind: string | null;
  /** By feature name, and `@score` where the baseline has a score. */
  columns: Record<string, ColumnProfile>;
  hasLabels: boolean;
  registeredAt: number;
}

/** A registered model as the API shows it. */
export interface ModelEntry {
  spec: ModelSpec;
  schema: ModelSchema;
  /** All schemas so far, oldest first; the last one is `schema`. */
  schemas: ModelSchema[];
  versions: Record<string, VersionEntry>;
  baselines: Record<string, BaselineEntry>;
  updatedAt: number;
}
