import type { ConfusionCounts } from '../../contract';
import type { QueryPlan } from '../plan';
import { classesOf } from '../classes';
import { aggregateOf, type InputCell, type InputReader } from './cell';

/** The index of the positive class, which a binary model always has. */
const positiveOf = (plan: QueryPlan): number => classesOf(plan.model!.spec).positive ?? 1;

/** A confusion for each value of the compared segment, gathered under the labels of the grouping. */
export const groups: InputReader<'groups'> = {
  read: async (plan, store, signal) => {
    const segment = String(plan.params.segment);
    const counted = await store.countConfusion(
      {
        ...aggregateOf(plan),
        groupBy: [...plan.groupBy, segment],
        asOf: plan.asOf,
        classes: classesOf(plan.model!.spec).classes,
      },
      signal,
    );
    const gathered = new Map<string, InputCell<'groups'>>();
    for (const { bucket, labels: allLabels, value } of counted) {
      const { [segment]: group = 'missing', ...labels } = allLabels;
      const key = JSON.stringify([bucket, ...plan.groupBy.map((name) => labels[name])]);
      const cell = gathered.get(key) ?? {
        bucket,
        labels,
        input: { groups: nameless(), positive: positiveOf(plan) },
      };
      cell.input.groups[group] = value;
      gathered.set(key, cell);
    }
    return [...gathered.values()];
  },
  empty: (plan) => ({ groups: {}, positive: positiveOf(plan) }),
};

/** Groups are named by what clients send: an object without a prototype takes any name. */
const nameless = (): Record<string, ConfusionCounts> =>
  Object.create(null) as Record<string, ConfusionCounts>;
