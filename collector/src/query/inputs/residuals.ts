import { noResiduals } from '../../contract';
import { aggregateOf, type InputReader } from './cell';

/** Sums over the errors of a regression. */
export const residuals: InputReader<'residuals'> = {
  read: async (plan, store, signal) => {
    const groups = await store.sumResiduals({ ...aggregateOf(plan), asOf: plan.asOf }, signal);
    return groups.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: noResiduals,
};
