import type { Examples } from './example';

/** Of requests and how they were answered. */
export const EXAMPLES_OF_SERVING: Examples<'arrivals' | 'serving' | 'agreement' | 'budget' | 'collector'> = {
  arrivals: {
    words: '200 answered predictions, of which 150 have a label, half of those within 36 hours',
    input: () => ({ served: 200, arrived: 150, rows: 200, arrivedRows: 150, lagQuantiles: [129_600] }),
  },
  serving: {
    words:
      '1,000 requests, 5 refused, 20 failed, 3 degraded, 4 cold, 250 from a cache, a latency of 42 ms at the quantile, ' +
      'and 500 that carry a cost of 2.5 together',
    input: () => ({
      requests: 1000,
      clientErrors: 5,
      serverErrors: 20,
      degraded: 3,
      coldStarts: 4,
      cacheHits: 250,
      cost: 2.5,
      costed: 500,
      latencyQuantiles: [42],
      latencyRows: 990,
      rows: 1000,
    }),
  },
  agreement: {
    words:
      '400 predictions answered in shadow, 380 of them with the served class; the scores 0.01 above the served ones on ' +
      'average, 0.02 away from them, and 0.0004 in the mean square',
    input: () => ({
      weight: 400,
      rows: 400,
      compared: 400,
      comparedRows: 400,
      agreed: 380,
      scored: 400,
      scoredRows: 400,
      difference: 4,
      absoluteDifference: 8,
      squaredDifference: 0.16,
    }),
  },
  budget: {
    words: 'a target of 99.9 %: 2 % of 10,000 requests bad in the long window, 3 % of 1,000 in the short one',
    input: () => ({
      long: { bad: 200, all: 10_000, badRows: 200, rows: 10_000 },
      short: { bad: 30, all: 1000, badRows: 30, rows: 1000 },
      budget: 0.001,
      periodHours: 720,
    }),
  },
  collector: {
    words: 'the oldest event that is acknowledged and not applied is 2 s old',
    input: () => ({ behindSeconds: 2 }),
  },
};
