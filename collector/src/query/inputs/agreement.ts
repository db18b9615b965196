import { noAgreement, SHADOW } from '../../contract';
import { aggregateOf, type InputReader } from './cell';

/** Answers of candidates in shadow beside what was served. */
export const agreement: InputReader<'agreement'> = {
  read: async (plan, store, signal) => {
    const { selection } = plan;
    const shadow = { key: 'deployment', operator: '=' as const, values: [SHADOW] };
    const counted = await store.countAgreement(
      { ...aggregateOf(plan), selection: { ...selection, filters: [...selection.filters, shadow] } },
      signal,
    );
    return counted.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: noAgreement,
};
