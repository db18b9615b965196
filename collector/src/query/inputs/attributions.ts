import type { AttributionCounts } from '../../contract';
import type { Store } from '../../store';
import { keyOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputReader } from './cell';

const DAY_MS = 86_400_000;

/** What features contributed; of a measure that compares, in the days before as well. */
export const attributions: InputReader<'attributions'> = {
  read: async (plan, store, signal) => {
    const [counted, before] = await Promise.all([
      store.countAttributions({ ...aggregateOf(plan), features: featuresOf(plan) }, signal),
      readEarlier(plan, store, signal),
    ]);
    return counted.flatMap(({ bucket, labels, value: current }) => {
      const input = { current, earlier: before.get(keyOf(labels)) ?? null };
      if (!plan.definition.perFeature) return [{ bucket, labels, input }];
      return plan.features.map((feature) => ({
        bucket,
        labels: { ...labels, feature },
        input: { ...input, feature },
      }));
    });
  },
  empty: (plan, { feature }) => ({
    current: { served: 0, rows: 0, attributed: 0, attributedRows: 0, absolute: {}, squared: {} },
    earlier: null,
    ...(feature !== undefined && { feature }),
  }),
};

const featuresOf = ({ features, model }: QueryPlan): string[] =>
  features.length > 0 ? features : model!.schema.features.map(({ name }) => name);

/** By group: the steps of a series have the same days before. */
async function readEarlier(
  plan: QueryPlan,
  store: Store,
  signal?: AbortSignal,
): Promise<Map<string, AttributionCounts>> {
  const { earlierDays } = plan.params;
  if (typeof earlierDays !== 'number') return new Map();
  const { from } = plan.selection;
  const counted = await store.countAttributions(
    {
      ...aggregateOf(plan),
      selection: { ...plan.selection, from: from - earlierDays * DAY_MS, to: from },
      bucketMs: null,
      features: featuresOf(plan),
    },
    signal,
  );
  return new Map(counted.map(({ labels, value }) => [keyOf(labels), value]));
}
