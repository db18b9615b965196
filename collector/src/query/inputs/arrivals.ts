import { quantilesOf } from '../../measures';
import { aggregateOf, type InputReader, labelsOf } from './cell';

/** Served and labelled predictions, and how long the labels took. */
export const arrivals: InputReader<'arrivals'> = {
  read: async (plan, store, signal) => {
    const counted = await store.countArrivals(
      {
        ...aggregateOf(plan),
        ...labelsOf(plan),
        quantiles: quantilesOf(plan.params),
      },
      signal,
    );
    return counted.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: (plan) => ({
    served: 0,
    arrived: 0,
    rows: 0,
    arrivedRows: 0,
    lagQuantiles: quantilesOf(plan.params).map(() => null),
  }),
};
