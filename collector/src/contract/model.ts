import { type Static, Type } from '@sinclair/typebox';
import { BaselineSpec } from './baseline';
import { GuardRailsSpec } from './guardRails';
import { RetrainingSpec } from './retraining';
import { CostsSpec, LabelsSpec, OutcomeSpec } from './lateFacts';
import { VersionSpec } from './modelVersion';
import { ObjectiveSpec } from './objective';

/* The model file: what a model is for, what it takes in, and how it is watched. */

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
    retraining: Type.Optional(RetrainingSpec),
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
