export type * from './store';
export { type DuckDbStoreOptions, openDuckDbStore } from './duckdb';
