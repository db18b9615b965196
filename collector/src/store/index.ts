export type * from './replayed';
export type * from './requests';
export type * from './rows';
export type * from './store';
export { type DuckDbStoreOptions, openDuckDbStore, openParquet, type ParquetFile } from './duckdb';
export * from './thread';
export type * from './baselineRows';
