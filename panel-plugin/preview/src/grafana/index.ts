export { makeDataSource, dataSourceSettings } from './dataSourceSrv';
export { setUpGrafana } from './setUpGrafana';
