import { type Static, Type } from '@sinclair/typebox';
import type { MaskSpec } from './model';
import { Filter } from './query';

/** Rows of one side that are given at most: to be read by people. */
export const MOST_SAMPLES = 100;

export const SamplesRequest = Type.Object(
  {
    model: Type.String(),
    ranges: Type.Array(
      Type.Object(
        {
          from: Type.Integer({ description: 'milliseconds since 1970; inclusive' }),
          to: Type.Integer({ description: 'milliseconds since 1970; exclusive' }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 2, description: 'a window, and one to lay beside it' },
    ),
    filters: Type.Optional(Type.Array(Filter, { maxItems: 50 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_SAMPLES, default: 20 })),
  },
  { $id: 'SamplesRequest', additionalProperties: false },
);
export type SamplesRequest = Static<typeof SamplesRequest>;

export type SampleValue = number | string | null;

export interface SampledRow {
  ts: number;
  version: string | null;
  score: number | null;
  class: string | null;
  label: string | null;
  status: number | null;
  latencyMs: number | null;
  /** By position of `features`; null is missing, invalid or masked. */
  features: SampleValue[];
  /** Names of features whose value had the wrong type. */
  invalid: string[];
  /** By position of `segments`. */
  segments: SampleValue[];
}

export interface SampledRange {
  from: number;
  to: number;
  /** Predictions in it, of which the rows were drawn by chance. */
  total: number;
  rows: SampledRow[];
}

export interface SampledColumn {
  name: string;
  /** Rule by which its values are hidden or rounded; null where they stand as they were logged. */
  masked: MaskSpec['rule'] | null;
}

export interface SamplesAnswer {
  features: SampledColumn[];
  segments: SampledColumn[];
  ranges: SampledRange[];
}
