export { type DuckDbStoreOptions, openDuckDbStore } from './openDuckDbStore';
export { openParquet, type ParquetFile } from './openParquet';
