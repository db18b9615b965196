import { positiveClassOf } from '../classes';
import { aggregateOf, type InputReader, labelsOf } from './cell';

/** Labelled, scored rows by distinct score. */
export const scores: InputReader<'scores'> = {
  read: async (plan, store, signal) => {
    const groups = await store.countScores(
      {
        ...aggregateOf(plan),
        ...labelsOf(plan),
        positiveClass: positiveClassOf(plan.model!.spec),
      },
      signal,
    );
    return groups.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: () => ({
    scores: new Float64Array(),
    positives: new Float64Array(),
    negatives: new Float64Array(),
    rows: 0,
    servedRows: 0,
    served: 0,
  }),
};
