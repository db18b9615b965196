import { DataSourcePlugin } from '@grafana/data';
import { ModelWatchDataSource } from './datasource';
import { QueryEditor } from './editor';
import { SettingsEditor } from './settings';
import { type ModelWatchOptions, type ModelWatchQuery, type ModelWatchSecrets } from './types';

export const plugin = new DataSourcePlugin<
  ModelWatchDataSource,
  ModelWatchQuery,
  ModelWatchOptions,
  ModelWatchSecrets
>(ModelWatchDataSource)
  .setConfigEditor(SettingsEditor)
  .setQueryEditor(QueryEditor);
