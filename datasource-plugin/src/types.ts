import { type DataSourceJsonData } from '@grafana/data';
import { type DataQuery } from '@grafana/schema';
import { type Query } from '@modelwatch/collector/contract';

/** What a panel or a rule stores: the query of the contract, and what Grafana adds to every query. */
export type ModelWatchQuery = DataQuery & Query;

export type ModelWatchOptions = DataSourceJsonData;

export interface ModelWatchSecrets {
  token?: string;
}

/** What a variable of a dashboard lists. */
export type VariableSubject = 'models' | 'versions' | 'features' | 'segments' | 'values';

export interface ModelWatchVariableQuery extends DataQuery {
  list: VariableSubject;
  /** Every list but that of the models is of a model. */
  model?: string;
  /** Of `values`: version, environment, deployment or a segment. */
  dimension?: string;
}
