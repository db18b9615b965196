import { type ChangeRecord, type ModelEntry, type ObjectiveSpec } from '@modelwatch/collector/contract';

/** What the app's configuration page keeps. */
export interface AppSettings {
  dataSourceUid?: string;
}

export type Change = Omit<ChangeRecord, 'kind'>;

/** A model as the collector lists it. */
export type ListedModel = Pick<ModelEntry, 'spec' | 'versions' | 'baselines'> & {
  production: string | null;
  /** Times of the first and the last prediction; null while there is none. */
  timeRange: { from: number; to: number } | null;
};

/** A query of the data source, for one row of a table. */
export interface SliQuery {
  refId: string;
  model: string;
  measure: string;
  params?: ObjectiveSpec['params'];
}
