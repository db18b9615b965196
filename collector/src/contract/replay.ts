import { type Static, Type } from '@sinclair/typebox';
import type { TensorInput, VersionSpec } from './modelVersion';
import { Filter } from './query';

export const Repair = Type.Object(
  {
    feature: Type.String(),
    expression: Type.String({
      maxLength: 1000,
      description: 'in terms of features, for example AGEP / 12',
      examples: ['AGEP / 12'],
    }),
    where: Type.Optional(
      Type.Array(Filter, { description: 'only rows that pass these filters are repaired' }),
    ),
  },
  { additionalProperties: false },
);
export type Repair = Static<typeof Repair>;

export const ReplayRequest = Type.Object(
  {
    model: Type.String(),
    from: Type.String({ description: 'RFC 3339, inclusive' }),
    to: Type.String({ description: 'RFC 3339, exclusive' }),
    versions: Type.Array(Type.String(), { minItems: 1, maxItems: 20 }),
    filters: Type.Optional(Type.Array(Filter)),
    repairs: Type.Optional(Type.Array(Repair, { maxItems: 100 })),
    asOf: Type.Optional(
      Type.String({ description: 'labels that arrived later are not seen; every label unless given' }),
    ),
    sample: Type.Optional(
      Type.Object(
        {
          rows: Type.Integer({ minimum: 1, description: 'so many predictions, drawn by chance' }),
          seed: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 2147483647,
              description: 'the same seed draws the same ones; 0 unless given',
            }),
          ),
        },
        { additionalProperties: false, description: 'every prediction of the window unless given' },
      ),
    ),
  },
  { $id: 'ReplayRequest', additionalProperties: false },
);
export type ReplayRequest = Static<typeof ReplayRequest>;

export interface Interval {
  lower: number;
  upper: number;
  /** For example 0.95. */
  confidence: number;
}

export interface ReplayPerformance {
  /** Rows with a score and a label. */
  n: number;
  rocAuc: number | null;
  rocAucInterval: Interval | null;
  accuracy: number | null;
  accuracyInterval: Interval | null;
}

/** One version run over the window, as logged or with the repairs applied. */
export interface ReplayResult {
  version: string;
  repaired: boolean;
  rows: number;
  /** Rows that the version could not score, by reason. */
  failed: Record<string, number>;
  meanScore: number | null;
  /** Share of rows with the same class as the one logged. */
  agreementWithLogged: number | null;
  /** Largest difference from the logged score, over the rows that this very version served. */
  largestDifferenceFromLogged: number | null;
  comparedWithLogged: number;
  performance: ReplayPerformance;
  rowsPerSecond: number;
  /** SHA-256 over the stored scores, equal for runs that gave the same bytes: see `docs/replay.md`. */
  scoresDigest?: string;
  /** Whether the version gives the scores that it was logged with; null where it served no row of the run. */
  fidelity?: ReplayFidelity | null;
}

/** How far a version, fed with what was logged, reproduces its own logged scores. */
export interface ReplayFidelity {
  /** Rows that the version itself served, with both scores. */
  compared: number;
  /** Those whose scores differ by more than the tolerance (relative to the logged one where that is above 1). */
  differing: number;
  tolerance: number;
  /** What sets the differing rows apart, in one sentence; null where none differs. */
  cause: string | null;
  examples: { id: string; ts: number; logged: number; replayed: number }[];
}

/** What a run reads and runs, fixed when it was asked for, so that it can be taken up again and repeated. */
export interface ReplayInputs {
  /** SHA-256 of the file of each version. */
  versions: { version: string; digest: string }[];
  /** Predictions with a higher number came later and are not part of it. */
  lastNumber: number;
}

export interface ReplayRun {
  id: string;
  request: ReplayRequest;
  state: 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled';
  /** Name of the token that asked; null where the collector runs open. */
  requestedBy?: string | null;
  inputs?: ReplayInputs;
  createdAt: number;
  finishedAt: number | null;
  progress: {
    rows: number;
    total: number;
    /** While it runs, over this stretch of it; null before that can be told. */
    rowsPerSecond?: number | null;
    secondsLeft?: number | null;
  };
  /** How often it was taken up again where it had stopped. */
  resumed?: number;
  error: string | null;
  /** The performance of what was logged, on the same rows. */
  logged: ReplayPerformance | null;
  results: ReplayResult[];
}

/** A model that was uploaded for runs alone: its name stands among the versions of a request. */
export interface ReplayCandidate {
  model: string;
  name: string;
  /** SHA-256 of the file that is run. */
  digest: string;
  /** What was done to make it runnable, in words. */
  rewritten: string[];
  inputs: TensorInput[];
  outputs: NonNullable<VersionSpec['outputs']>;
}
