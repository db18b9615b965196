export { buildAggregates } from './buildAggregates';
export { CLASSES, SERVING } from './blueprint';
export { type AggregateState, hoursTouched, loadAggregateState, markHours } from './marks';
export { forgetBefore } from './forgetBefore';
export { readStored, type StoredCounts } from './readStored';
export { CLASS_LIMIT, SERVING_SLOTS } from './serving';
export { AGGREGATE_TABLES } from './tables';
