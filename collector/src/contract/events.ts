import { type Static, Type } from '@sinclair/typebox';

/*
 * What a client sends. The schemas are the single source: ajv compiles them, the types are derived from them, and
 * the OpenAPI document shows them. Only an envelope (`id`, `ts`, `model` and their like) can be *broken*; every other
 * field of a wrong type is kept as invalid with its raw text, so the schemas of those fields serve to tell the two
 * apart, never to throw an event away.
 */

export const SCHEMA_VERSION = 1;

const Id = Type.String({ minLength: 1, maxLength: 256 });
const Time = Type.String({
  minLength: 20,
  maxLength: 40,
  description: 'RFC 3339 with an offset, for example 2026-10-01T00:00:27.640Z',
  examples: ['2026-10-01T00:00:27.640Z'],
});
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Text = Type.String({ maxLength: 4096 });
const Flag = Type.Boolean();

export const ClassName = Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()]);

export const ClassPrediction = Type.Object(
  {
    class: ClassName,
    scores: Type.Optional(
      Type.Record(Type.String(), Type.Number(), { description: 'score of each class, between 0 and 1' }),
    ),
  },
  { additionalProperties: true },
);

export const PredictionEvent = Type.Object(
  {
    id: Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'event id, unique over all models: labels refer to it',
    }),
    ts: Time,
    model: Name,
    version: Type.Optional(Name),
    environment: Type.Optional(Name),
    entity: Type.Optional(
      Type.String({ maxLength: 256, description: 'whom the prediction is about; what erasure goes by' }),
    ),
    deployment: Type.Optional(
      Type.Union([Type.Literal('stable'), Type.Literal('canary'), Type.Literal('shadow')], {
        default: 'stable',
      }),
    ),
    features: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'served value of each feature; a missing one is absent or null',
      }),
    ),
    segments: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 200 }))),
    prediction: Type.Optional(
      Type.Union([Type.Number(), ClassPrediction], { description: 'absent when the request failed' }),
    ),
    latencyMs: Type.Optional(Type.Number({ minimum: 0 })),
    status: Type.Optional(
      Type.Integer({ minimum: 100, maximum: 599, description: 'HTTP status of the answer' }),
    ),
    error: Type.Optional(Text),
    degraded: Type.Optional(Type.Boolean({ description: 'answered by a fallback' })),
    coldStart: Type.Optional(Flag),
    cacheHit: Type.Optional(Flag),
    cost: Type.Optional(Type.Number({ minimum: 0, description: "in the model's currency" })),
    sampleRate: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        default: 1,
        description: 'share of requests that is logged',
      }),
    ),
    traceId: Type.Optional(Id),
    requestId: Type.Optional(Id),
    interval: Type.Optional(
      Type.Object(
        { lower: Type.Number(), upper: Type.Number() },
        { description: 'in which the model expects the label of a regression to lie' },
      ),
    ),
    attributions: Type.Optional(Type.Record(Type.String(), Type.Number())),
    featureTimes: Type.Optional(
      Type.Record(Type.String(), Time, { description: 'when each feature value came to be' }),
    ),
  },
  {
    $id: 'PredictionEvent',
    additionalProperties: true,
    description: 'One answer of a model, with what it was computed from.',
  },
);
export type PredictionEvent = Static<typeof PredictionEvent>;

export const LabelEvent = Type.Object(
  {
    predictionId: Id,
    label: ClassName,
    ts: Type.String({ ...Time, description: 'when the label arrived (RFC 3339 with an offset)' }),
  },
  {
    $id: 'LabelEvent',
    additionalProperties: true,
    description: 'The truth about one prediction. A later one revises an earlier one.',
  },
);
export type LabelEvent = Static<typeof LabelEvent>;

export const OutcomeEvent = Type.Object(
  { predictionId: Id, name: Name, value: Type.Number(), ts: Time },
  {
    $id: 'OutcomeEvent',
    additionalProperties: true,
    description: 'A business result of one prediction: a conversion, a chargeback.',
  },
);
export type OutcomeEvent = Static<typeof OutcomeEvent>;

export const FeatureValuesEvent = Type.Object(
  {
    view: Name,
    entity: Id,
    eventTime: Time,
    predictionId: Type.Optional(Id),
    values: Type.Record(Type.String(), Type.Unknown()),
  },
  {
    $id: 'FeatureValuesEvent',
    additionalProperties: true,
    description: 'The values that the offline (training) side has for an entity: what parity compares with.',
  },
);
export type FeatureValuesEvent = Static<typeof FeatureValuesEvent>;

export const CHANGE_KINDS = [
  'rollout',
  'rollback',
  'retraining',
  'schema',
  'backfill',
  'baseline',
  'configuration',
  'incident',
  'other',
] as const;

export const ChangeEvent = Type.Object(
  {
    ts: Time,
    kind: Type.Union(CHANGE_KINDS.map((kind) => Type.Literal(kind))),
    model: Name,
    version: Type.Optional(Name),
    text: Text,
    status: Type.Optional(Name),
    id: Type.Optional(Id),
  },
  {
    $id: 'ChangeEvent',
    additionalProperties: true,
    description: 'Something was done to a model: a rollout, a retraining, a schema change.',
  },
);
export type ChangeEvent = Static<typeof ChangeEvent>;

export const CostEvent = Type.Object(
  {
    ts: Time,
    model: Name,
    version: Type.Optional(Name),
    infrastructure: Type.Optional(Type.Number({ minimum: 0 })),
    storage: Type.Optional(Type.Number({ minimum: 0 })),
    retraining: Type.Optional(Type.Number({ minimum: 0 })),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  },
  {
    $id: 'CostEvent',
    additionalProperties: true,
    description: 'Costs of the UTC day that holds `ts`, in one currency.',
  },
);
export type CostEvent = Static<typeof CostEvent>;

/** Every kind of event by the plural under which it is posted (`POST /v1/predictions`). */
export const EVENT_SCHEMAS = {
  predictions: PredictionEvent,
  labels: LabelEvent,
  outcomes: OutcomeEvent,
  features: FeatureValuesEvent,
  changes: ChangeEvent,
  costs: CostEvent,
} as const;
export type EventKind = keyof typeof EVENT_SCHEMAS;
export const EVENT_KINDS = Object.keys(EVENT_SCHEMAS) as EventKind[];

/** One event that was not taken, or one field of it that was kept as invalid. */
export const IngestIssue = Type.Object({
  index: Type.Integer({ description: 'place of the event in the request, from 0' }),
  code: Type.String(),
  path: Type.String({ description: 'JSON path within the event' }),
  message: Type.String(),
});
export type IngestIssue = Static<typeof IngestIssue>;

/** The answer to a POST of events: it is sent when everything in it is durable. */
export const IngestAnswer = Type.Object(
  {
    received: Type.Integer(),
    accepted: Type.Integer({ description: 'new and durable' }),
    duplicates: Type.Integer({ description: 'known already, with the same content' }),
    quarantined: Type.Integer({ description: 'kept apart with a reason: broken envelope or conflict' }),
    invalidFields: Type.Integer({ description: 'fields of accepted events that were kept as invalid' }),
    issues: Type.Array(IngestIssue, { description: 'the first few, with index and path' }),
  },
  { $id: 'IngestAnswer' },
);
export type IngestAnswer = Static<typeof IngestAnswer>;

/** The counts of an answer before anything is counted. */
export const NOTHING_RECEIVED: Readonly<Omit<IngestAnswer, 'issues'>> = {
  received: 0,
  accepted: 0,
  duplicates: 0,
  quarantined: 0,
  invalidFields: 0,
};
