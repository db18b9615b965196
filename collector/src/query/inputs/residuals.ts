import { aggregateOf, type InputReader } from './cell';

/** Sums over the errors of a regression. */
export const residuals: InputReader<'residuals'> = {
  read: async (plan, store, signal) => {
    const groups = await store.sumResiduals({ ...aggregateOf(plan), asOf: plan.asOf }, signal);
    return groups.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: () => ({
    weight: 0,
    rows: 0,
    servedRows: 0,
    served: 0,
    over: 0,
    under: 0,
    squared: 0,
    relative: 0,
    zeroLabels: 0,
    symmetric: 0,
    absoluteLabels: 0,
    labelVariation: 0,
    squaredLog: 0,
    withoutLog: 0,
    largest: null,
    median: null,
  }),
};
