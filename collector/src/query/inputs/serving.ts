import { quantilesOf } from '../../measures';
import { aggregateOf, type InputReader } from './cell';

/** Requests with their status, latency and cost. */
export const serving: InputReader<'serving'> = {
  read: async (plan, store, signal) => {
    const counted = await store.countServing(
      { ...aggregateOf(plan), quantiles: quantilesOf(plan.params), bounded: plan.exact !== true },
      signal,
    );
    return counted.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: (plan) => ({
    requests: 0,
    clientErrors: 0,
    serverErrors: 0,
    degraded: 0,
    coldStarts: 0,
    cacheHits: 0,
    cost: 0,
    costed: 0,
    latencyQuantiles: quantilesOf(plan.params).map(() => null),
    latencyRows: 0,
    rows: 0,
  }),
};
