import { type InputReader, labelledOf } from './cell';

/** Labels by the day of the prediction and their age. */
export const triangle: InputReader<'triangle'> = {
  read: async (plan, store, signal) => {
    const counted = await store.countTriangle(labelledOf(plan), signal);
    return counted.map(({ labels, value }) => ({
      bucket: null,
      labels,
      input: { ...value, asOf: Math.min(plan.asOf, plan.now) },
    }));
  },
  empty: (plan) => ({ days: [], asOf: Math.min(plan.asOf, plan.now) }),
};
