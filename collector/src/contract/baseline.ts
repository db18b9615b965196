import { type Static, Type } from '@sinclair/typebox';
import type { VersionCheck } from './modelVersion';

/* What a version is compared with: rows of its training or of a healthy time, and how their columns are distributed. */

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
  /** What the version of that name, where it has a file, makes of these rows. */
  check?: VersionCheck | null;
}
