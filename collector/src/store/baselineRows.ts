import type { ModelSchema } from '../contract';
import type { Selection } from './requests';
import type { Column } from './rows';

/** Rows of a registered baseline, all of them or about `limit` chosen by chance. */
export interface BaselineSampleRequest {
  model: string;
  baselineVersion: string;
  /** Those that the baseline does not have are left out of the answer. */
  features: string[];
  segments: string[];
  /** Classes whose scores are asked for, of a model with three or more. */
  classes: string[];
  limit: number;
}

export interface BaselineSample {
  /** Rows of the baseline, and the share of them that was read. */
  total: number;
  share: number;
  rows: number;
  features: Record<string, Column>;
  segments: Record<string, Column & { type: 'category' }>;
  /** NaN where there is none. */
  scores: Float64Array;
  /** In the order of the classes asked for; none where the baseline lacks the scores of one. */
  classScores: Float64Array[];
  /** Null where the baseline has no labels. */
  labels: (Column & { type: 'category' }) | null;
}

/** Which logged rows become a file that can be imported as a baseline. */
export interface BaselineExportRequest {
  /** Only rows of this layout: those of an older one lack what it added. */
  schema: ModelSchema;
  selection: Selection;
  /** Labels that arrived later are not seen. */
  asOf: number;
  /** Classes whose scores are written, of a model with three or more. */
  classes: string[];
  limit: number;
}
