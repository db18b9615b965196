import { standardEditorsRegistry, standardFieldConfigEditorRegistry } from '@grafana/data';
import { setBackendSrv, setDataSourceSrv, setTemplateSrv } from '@grafana/runtime';
import { Collector } from '../collector';
import { type Parameters } from '../parameters';
import { makeBackendSrv } from './backendSrv';
import { makeDataSourceSrv } from './dataSourceSrv';
import { standardFieldConfigs } from './standardFieldConfigs';

/** Editors of panel options by the names that a panel's builder asks for; the page shows none of them. */
const OPTION_EDITORS = [
  'radio',
  'select',
  'multi-select',
  'boolean',
  'text',
  'number',
  'slider',
  'color',
  'unit',
];

/** Fills in what Grafana's core sets up before it loads a plugin. */
export function setUpGrafana({ api, hasDataSource }: Parameters): void {
  standardFieldConfigEditorRegistry.setInit(standardFieldConfigs);
  standardEditorsRegistry.setInit(() => OPTION_EDITORS.map((id) => ({ id, name: id, editor: () => null })));
  setBackendSrv(makeBackendSrv(new Collector(api)));
  setDataSourceSrv(makeDataSourceSrv(hasDataSource));
  setTemplateSrv({
    getVariables: () => [],
    replace: (text = '') => text,
    containsTemplate: () => false,
    updateTimeRange: () => undefined,
  });
}
