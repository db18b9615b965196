import { classesOf } from '../classes';
import { aggregateOf, type InputReader, labelsOf } from './cell';

/** Labelled rows by the distinct scores of each class. */
export const classScores: InputReader<'classScores'> = {
  read: async (plan, store, signal) => {
    const { classes } = classesOf(plan.model!.spec);
    const groups = await store.countClassScores({ ...aggregateOf(plan), ...labelsOf(plan), classes }, signal);
    return groups.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: (plan) => {
    const { classes } = classesOf(plan.model!.spec);
    const none = () => new Float64Array();
    return {
      classes,
      byClass: classes.map(() => ({ scores: none(), positives: none(), negatives: none() })),
      rows: 0,
      servedRows: 0,
      served: 0,
    };
  },
};
