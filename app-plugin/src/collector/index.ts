export { DATA_SOURCE_TYPE, findDataSource, listDataSources } from './findDataSource';
export { CollectorClient, messageOf, type SliAnswer } from './requests';
export { mayUserChange } from './mayUserChange';
export type { AppSettings, Change, ListedModel, SliQuery } from './types';
export { type Loaded, useLoaded } from './useLoaded';
