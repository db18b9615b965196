import { type Static, Type } from '@sinclair/typebox';
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
}

export interface ReplayRun {
  id: string;
  request: ReplayRequest;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  createdAt: number;
  finishedAt: number | null;
  progress: { rows: number; total: number };
  error: string | null;
  /** The performance of what was logged, on the same rows. */
  logged: ReplayPerformance | null;
  results: ReplayResult[];
}
