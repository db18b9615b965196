import type { LagCounts } from '../../contract';
import type { Store } from '../../store';
import { keyOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { type InputReader, labelledOf } from './cell';

const DAY_MS = 86_400_000;

/** How long labels took or have been waited for; of what needs to know what to expect, in the days before as well. */
export const lags: InputReader<'lags'> = {
  read: async (plan, store, signal) => {
    const expectedShare = declaredShareOf(plan);
    const asksEarlier = plan.params.earlierDays !== undefined && expectedShare === null;
    const [counted, before] = await Promise.all([
      store.countLags({ ...labelledOf(plan), waitedUntil: Math.min(plan.asOf, plan.now) }, signal),
      asksEarlier ? readEarlier(plan, store, signal) : new Map<string, LagCounts>(),
    ]);
    return counted.map(({ bucket, labels, value }) => ({
      bucket,
      labels,
      input: { current: value, earlier: before.get(keyOf(labels)) ?? null, expectedShare },
    }));
  },
  empty: (plan) => ({
    current: {
      seconds: new Float64Array(),
      arrived: new Float64Array(),
      waiting: new Float64Array(),
      rows: 0,
      arrivedRows: 0,
      served: 0,
    },
    earlier: null,
    expectedShare: declaredShareOf(plan),
  }),
};

/** By group: the steps of a series have the same days before. */
async function readEarlier(
  plan: QueryPlan,
  store: Store,
  signal?: AbortSignal,
): Promise<Map<string, LagCounts>> {
  const { from } = plan.selection;
  const counted = await store.countLags(
    {
      ...labelledOf(plan),
      selection: { ...plan.selection, from: from - Number(plan.params.earlierDays) * DAY_MS, to: from },
      bucketMs: null,
      waitedUntil: Math.min(plan.asOf, plan.now),
    },
    signal,
  );
  return new Map(counted.map(({ labels, value }) => [keyOf(labels), value]));
}

/** The query's word, else the model's; where absence becomes a label, every prediction gets one. */
function declaredShareOf({ params, model }: QueryPlan): number | null {
  if (typeof params.expectedShare === 'number') return params.expectedShare;
  const labels = model?.spec.labels;
  return labels?.expectedShare ?? (labels?.absenceAfter === undefined ? null : 1);
}
