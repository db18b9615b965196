export { CollectorDown, NoDataSource } from './EmptyStates';
export { ModelsPage } from './ModelsPage';
