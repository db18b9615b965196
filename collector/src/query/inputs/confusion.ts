import { classesOf } from '../classes';
import { aggregateOf, type InputReader, labelsOf } from './cell';

/** Predicted by actual class, of the labels that had arrived by then. */
export const confusion: InputReader<'confusion'> = {
  read: async (plan, store, signal) => {
    const { classes, positive } = classesOf(plan.model!.spec);
    const groups = await store.countConfusion({ ...aggregateOf(plan), ...labelsOf(plan), classes }, signal);
    return groups.map(({ bucket, labels, value }) => ({ bucket, labels, input: { ...value, positive } }));
  },
  empty: (plan) => {
    const { classes, positive } = classesOf(plan.model!.spec);
    return {
      classes,
      positive,
      counts: classes.map(() => classes.map(() => 0)),
      unlabelled: classes.map(() => 0),
      rows: 0,
      servedRows: 0,
    };
  },
};
