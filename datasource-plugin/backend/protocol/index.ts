export { type PluginServices, loadServices } from './services';
export type * from './messages';
