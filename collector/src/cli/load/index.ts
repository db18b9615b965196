export { type LoadTotals, type SendEvents, toLines } from './batches';
export { findTimeSpan, listLogFiles, type LogFile } from './eventLog';
export { type FeedState, LiveFeed } from './liveFeed';
export { loadLog, type LoadResult } from './loadLog';
export type { ModelOf } from './parquetEvents';
