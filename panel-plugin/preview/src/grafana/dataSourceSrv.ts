import { type DataSourceApi, type DataSourceInstanceSettings, type DataSourcePlugin } from '@grafana/data';
import { type DataSourceSrv, type GetDataSourceListFilters } from '@grafana/runtime';
import { loadPlugin } from '../loadPlugin';

const PLUGIN_ID = 'modelwatch-modelwatch-datasource';

/** The one data source of the page. */
export const DATA_SOURCE_UID = 'modelwatch';

export function dataSourceSettings(): DataSourceInstanceSettings {
  const meta = {
    id: PLUGIN_ID,
    name: 'Model Watch',
    type: 'datasource',
    info: { logos: { small: '', large: '' } },
  };
  return {
    id: 1,
    uid: DATA_SOURCE_UID,
    type: PLUGIN_ID,
    name: 'Model Watch',
    access: 'proxy',
    readOnly: false,
    jsonData: {},
    meta: { ...meta, module: '', baseUrl: '' } as unknown as DataSourceInstanceSettings['meta'],
  };
}

export async function makeDataSource(): Promise<{
  api: DataSourceApi;
  plugin: DataSourcePlugin<DataSourceApi>;
}> {
  const { plugin } = await loadPlugin<DataSourcePlugin<DataSourceApi>>(PLUGIN_ID);
  return { plugin, api: new plugin.DataSourceClass(dataSourceSettings()) };
}

/** @param isThere false: as in a Grafana where nobody has added the data source yet */
export function makeDataSourceSrv(isThere: boolean): DataSourceSrv {
  const list = isThere ? [dataSourceSettings()] : [];
  const matches = (filters?: GetDataSourceListFilters): boolean =>
    [filters?.type ?? PLUGIN_ID].flat().includes(PLUGIN_ID) &&
    [PLUGIN_ID, undefined].includes(filters?.pluginId);
  return {
    get: async () => (await makeDataSource()).api,
    getList: (filters) => (matches(filters) ? list : []),
    getInstanceSettings: (ref) => {
      const uid = typeof ref === 'string' ? ref : ref?.uid;
      return list.find((one) => uid == null || one.uid === uid || one.name === uid);
    },
    reload: () => undefined,
    registerRuntimeDataSource: () => undefined,
  };
}
