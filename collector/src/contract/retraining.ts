import { type Static, Type } from '@sinclair/typebox';
import type { Query } from './query';

export const RetrainingTriggerSpec = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-z0-9][a-z0-9-]{0,49}$',
      description: 'what its requests are called by; the state of a rule is kept under it',
    }),
    when: Type.Union(
      [Type.Literal('drift'), Type.Literal('performance'), Type.Literal('volume'), Type.Literal('maturity')],
      {
        description:
          'drift: a feature is beyond the threshold; performance: a window with mature labels is; volume: so many labels ' +
          'have arrived since the last retraining; maturity: the labels of another window have arrived',
      },
    ),
    measure: Type.Optional(
      Type.String({ description: 'of drift (drift.psi unless given) and of performance' }),
    ),
    features: Type.Optional(
      Type.Array(Type.String(), { minItems: 1, description: 'of drift; every feature unless given' }),
    ),
    baseline: Type.Optional(
      Type.String({ description: 'of drift: training, previous or sameHours(4); training unless given' }),
    ),
    threshold: Type.Optional(
      Type.Number({
        description: "the model's, or the catalogue's, unless given; of performance an objective's too",
      }),
    ),
    params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()]))),
    window: Type.Optional(
      Type.String({
        default: '24h',
        description: 'duration; not of volume, which counts since the last retraining',
      }),
    ),
    labels: Type.Optional(Type.Integer({ minimum: 1, description: 'of volume: how many' })),
    immediately: Type.Optional(
      Type.Boolean({
        description:
          'of drift: ask for it before the labels of the drifted window have arrived, for jobs that label rows themselves',
      }),
    ),
  },
  { additionalProperties: false },
);
export type RetrainingTriggerSpec = Static<typeof RetrainingTriggerSpec>;

export const RetrainingSpec = Type.Object(
  {
    triggers: Type.Array(RetrainingTriggerSpec, { minItems: 1, maxItems: 50 }),
    trainOn: Type.Optional(
      Type.String({
        default: '30d',
        description:
          'duration: how much labelled time a training job is pointed to, up to where labels are mature',
      }),
    ),
  },
  { additionalProperties: false, description: 'when a training job is asked for' },
);
export type RetrainingSpec = Static<typeof RetrainingSpec>;

interface TimeRange {
  /** Milliseconds since 1970; the end is exclusive. */
  from: number;
  to: number;
}

/** Why a retraining is asked for: the same cause asks once. */
export interface RetrainingCause {
  /** `drift.psi AGEP`: what makes it the same one. */
  key: string;
  /** In words. */
  reason: string;
  since: number;
  window: TimeRange;
  /** What was asked, and what was found. */
  evidence: {
    query: Query;
    value: number | null;
    threshold: number | null;
    rows: number;
    coverage: number | null;
  };
}

/** What a training job is told: why, on which rows, and from what the model in production came. */
export interface RetrainingRequest {
  /** The same at every delivery; changes that report on the job may begin their id with it. */
  id: string;
  at: number;
  model: string;
  trigger: string;
  reason: string;
  causes: RetrainingCause[];
  /** Time whose labels are mature, with the share of its predictions that have one; null while there is none. */
  training: (TimeRange & { coverage: number }) | null;
  baseline: { version: string; digest: string; kind: string | null; rows: number } | null;
  lineage: {
    version: string | null;
    /** SHA-256 of the ONNX file of that version. */
    digest: string | null;
    schema: number;
    features: string[];
    lastRetraining: { at: number; version: string | null; status: string | null; text: string } | null;
  };
  /** Requests of other rules that no job has finished yet. */
  others: string[];
  /** When the webhook, or the folder, had it; null until then. */
  toldAt: number | null;
}

/** A request with what the training job reported since. */
export interface RetrainingProgress extends RetrainingRequest {
  state: 'asked' | 'started' | 'succeeded' | 'failed';
  reportedAt: number | null;
}

/** A rule of a model file, and how it stands. */
export interface RetrainingTrigger {
  model: string;
  rule: RetrainingTriggerSpec;
  /** `waiting`: there is a cause, and its labels have not arrived. `open`: asked for, and the cause lasts. */
  state: 'quiet' | 'waiting' | 'open' | 'unknown';
  /** In words: what the last look found. */
  reason: string;
  lookedAt: number | null;
  /** The latest first. */
  requests: RetrainingProgress[];
}
