export type * from './store';
export { type DuckDbStoreOptions, openDuckDbStore } from './duckdb';
export * from './thread';
