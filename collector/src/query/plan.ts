import type { BaselineEntry, Filter, MeasureDefinition, MeasureId, ModelEntry, Shape } from '../contract';
import type { Parameters } from '../measures';
import type { EarlierWindows } from './earlier';
import type { ObjectivePlan } from './validation';

/** A query that has been understood: every name is known, every default filled in. */
export interface QueryPlan {
  definition: MeasureDefinition & { id: MeasureId };
  /** Null for the measures of the collector itself. */
  model: ModelEntry | null;
  /** What the store is asked for, by the name of the model; empty for the collector's own. */
  selection: { model: string; from: number; to: number; filters: Filter[] };
  params: Parameters;
  /** Empty where the measure is one for the model. */
  features: string[];
  groupBy: string[];
  /** Labels that every value carries: the model, and what a query was narrowed to. Constant in time. */
  commonLabels: Record<string, string>;
  /** Null but for a series, and for a distribution over time. */
  bucketMs: number | null;
  /** Infinity sees every label. */
  asOf: number;
  baseline: BaselineEntry | null;
  /** What is compared with instead of the rows of the baseline, which then only says what the bins are. */
  earlier: EarlierWindows | null;
  /** Of the measures of objectives. */
  objective: ObjectivePlan | null;
  threshold: number | null;
  minimumSample: number;
  maturity: number;
  /** Reads rows for everything. */
  exact?: boolean;
  shape: Shape;
  as: 'value' | 'breach';
  fromAlert: boolean;
  refId: string | undefined;
  now: number;
}

/** Starts of the steps of a series; one null for a single value over the range. */
export function bucketsOf({ bucketMs, selection }: QueryPlan): (number | null)[] {
  if (bucketMs === null) return [null];
  const first = Math.floor(selection.from / bucketMs) * bucketMs;
  const steps = Math.max(1, Math.ceil((selection.to - first) / bucketMs));
  return Array.from({ length: steps }, (_, step) => first + step * bucketMs);
}
