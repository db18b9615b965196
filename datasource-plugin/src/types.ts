import { type DataSourceJsonData } from '@grafana/data';
import { type DataQuery } from '@grafana/schema';
import { type AnnotationKind, type Query } from '@modelwatch/collector/contract';

/** What a panel or a rule stores: the query of the contract, and what Grafana adds to every query. */
export type ModelWatchQuery = DataQuery &
  Query & {
    /** Of the annotations of a dashboard: what to show, instead of a measure. */
    show?: AnnotationKind[];
  };

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
