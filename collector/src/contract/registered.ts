import type { BaselineEntry } from './baseline';
import type { FeatureSpec, ModelSpec } from './model';
import type { VersionEntry } from './modelVersion';

/** One layout of a model's features and segments. A new feature or a changed type makes a new one; old rows stay. */
export interface ModelSchema {
  model: string;
  /** From 1. */
  version: number;
  features: { name: string; type: FeatureSpec['type'] }[];
  segments: string[];
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
