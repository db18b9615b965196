import { type Static, Type } from '@sinclair/typebox';
import type { Filter } from './query';

/** What shadow predictions are called: a candidate answered, and nobody was shown the answer. */
export const SHADOW = 'shadow';

/**
 * Filters that leave shadow predictions out, unless they or a grouping name the deployment: what nobody was shown is
 * no traffic, and would count every request twice.
 */
export function withoutShadow(filters: readonly Filter[], groupBy: readonly string[] = []): Filter[] {
  const isNamed = groupBy.includes('deployment') || filters.some(({ key }) => key === 'deployment');
  return isNamed ? [...filters] : [...filters, { key: 'deployment', operator: '!=', values: [SHADOW] }];
}

/** When a shadow stops itself. Each is held against an interval that may be looked at at any moment. */
export const ShadowGuardRails = Type.Object(
  {
    agreement: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'least share of predictions with the class that was served',
      }),
    ),
    failureRate: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'largest share of rows that it cannot score' }),
    ),
    latencyMs: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description: 'time to score a row that at most a twentieth of the batches may exceed',
      }),
    ),
  },
  { additionalProperties: false },
);
export type ShadowGuardRails = Static<typeof ShadowGuardRails>;

export const ShadowRequest = Type.Object(
  {
    model: Type.String(),
    version: Type.String({ description: 'the candidate: a registered version with an ONNX file' }),
    share: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        default: 1,
        description: 'of the answered live predictions; which ones is decided by their ids',
      }),
    ),
    guardRails: Type.Optional(ShadowGuardRails),
  },
  { $id: 'ShadowRequest', additionalProperties: false },
);
export type ShadowRequest = Static<typeof ShadowRequest>;

export interface ShadowCounts {
  /** Predictions that fell to its share. */
  offered: number;
  scored: number;
  /** Rows that it could not score. */
  failed: number;
  /** Rows that were given up, because its queue was full or the journal took nothing. */
  dropped: number;
  /** Scored rows that have a class and were served one, and those among them with the same. */
  compared: number;
  agreed: number;
  batches: number;
  /** Batches whose rows took longer than the guard rail allows. */
  slowBatches: number;
  /** Time in the runtime. */
  busyMs: number;
}

export interface ShadowRun {
  id: string;
  request: ShadowRequest;
  /** `stopped` by somebody, `tripped` by a guard rail, `failed` because it could not go on. */
  state: 'running' | 'stopped' | 'tripped' | 'failed';
  createdAt: number;
  finishedAt: number | null;
  /** Why it does not run, in words. */
  reason: string | null;
  counts: ShadowCounts;
  /** Interval that holds at every moment; null while nothing could be compared. */
  agreement: { value: number; lower: number; upper: number } | null;
}
