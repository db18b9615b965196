export { type DuckDbStoreOptions, openDuckDbStore } from './openDuckDbStore';
