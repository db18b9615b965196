import { noAges } from '../../contract';
import { quantilesOf } from '../../measures';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputReader } from './cell';

const HOUR_MS = 3_600_000;

/** How old features were when they were served, beside how old they may be. */
export const ages: InputReader<'ages'> = {
  read: async (plan, store, signal) => {
    const ttl = new Map(plan.features.map((name) => [name, ttlSecondsOf(plan, name)]));
    const counted = await store.countAges(
      {
        ...aggregateOf(plan),
        ttlMs: Object.fromEntries(
          [...ttl].map(([name, seconds]) => [name, seconds === null ? null : seconds * 1000]),
        ),
        backfillMs: Number(plan.params.backfillHours) * HOUR_MS,
        quantiles: quantilesOf(plan.params),
      },
      signal,
    );
    return counted.flatMap(({ bucket, labels, value }) =>
      Object.entries(value).map(([feature, counts]) => ({
        bucket,
        labels: { ...labels, feature },
        input: { ...counts, ttlSeconds: ttl.get(feature) ?? null },
      })),
    );
  },
  empty: (plan, { feature = '' }) => ({
    ...noAges(quantilesOf(plan.params)),
    ttlSeconds: ttlSecondsOf(plan, feature),
  }),
};

/** The query's word, else the feature's. */
function ttlSecondsOf({ params, model }: QueryPlan, feature: string): number | null {
  if (typeof params.ttlSeconds === 'number') return params.ttlSeconds;
  return model?.spec.features.find(({ name }) => name === feature)?.ttlSeconds ?? null;
}
