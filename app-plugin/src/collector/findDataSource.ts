import { type DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { type AppSettings } from './types';

export const DATA_SOURCE_TYPE = 'modelwatch-modelwatch-datasource';

/** Every Model Watch data source of this Grafana that the user may query. */
export function listDataSources(): DataSourceInstanceSettings[] {
  return getDataSourceSrv().getList({ type: DATA_SOURCE_TYPE });
}

/**
 * The data source to read from: the one of the settings, else the only or first one there is, so that the app works
 * before anyone has configured it. Undefined when there is none.
 */
export function findDataSource(
  settings: AppSettings | undefined,
  all: DataSourceInstanceSettings[],
): DataSourceInstanceSettings | undefined {
  return all.find(({ uid }) => uid === settings?.dataSourceUid) ?? all[0];
}
