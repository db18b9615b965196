import { noTop } from '../../contract';
import { positiveClassOf } from '../classes';
import { aggregateOf, type InputReader, labelsOf } from './cell';

/** The labelled rows with the highest scores, beside all labelled ones. */
export const top: InputReader<'top'> = {
  read: async (plan, store, signal) => {
    const positiveClass = positiveClassOf(plan.model!.spec);
    const groups = await store.countTop(
      { ...aggregateOf(plan), ...labelsOf(plan), positiveClass, k: Number(plan.params.k) },
      signal,
    );
    return groups.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: noTop,
};
