import { aggregateOf, type InputReader } from './cell';

/** How late predictions came. A measure that asks for no bound reads another of the counts. */
export const punctuality: InputReader<'punctuality'> = {
  read: async (plan, store, signal) => {
    const lateMs = Number(plan.params.lateSeconds ?? 0) * 1000;
    const counted = await store.countPunctuality({ ...aggregateOf(plan), lateMs }, signal);
    return counted.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: () => ({ late: 0, outOfOrder: 0, served: 0, rows: 0 }),
};
