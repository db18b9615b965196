import type { DistinctValues } from '../../contract';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputCell, type InputReader } from './cell';

/**
 * Distinct values of every feature, beside those of the baseline. One feature after the other: the engine uses every
 * core for each, and only what is asked for is in memory.
 */
export const values: InputReader<'values'> = {
  read: async (plan, store, signal) => {
    const cells: InputCell<'values'>[] = [];
    for (const column of plan.features.filter((feature) => isKnown(plan, feature))) {
      const request = { ...aggregateOf(plan), column, baselineVersion: plan.baseline!.version };
      const { baseline, current } = await store.countValues(request, signal);
      for (const { bucket, labels, value } of current) {
        // The cells share the baseline's values: merged ones would be as many copies as there are steps.
        cells.push({ bucket, labels: { ...labels, feature: column }, input: { baseline, current: value } });
      }
    }
    return cells;
  },
  empty: (plan, { feature }) => ({
    baseline: isKnown(plan, feature ?? '') ? none() : null,
    current: none(),
  }),
};

const isKnown = ({ baseline }: QueryPlan, feature: string): boolean =>
  baseline?.columns[feature]?.type === 'number';

const none = (): DistinctValues => ({ values: new Float64Array(), weights: new Float64Array(), rows: 0 });
