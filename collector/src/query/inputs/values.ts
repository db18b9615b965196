import type { DistinctValues } from '../../contract';
import type { AggregateRequest } from '../../store';
import { placeOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputCell, type InputReader } from './cell';
import { addValues, readEarlierCells } from './earlierCells';

/**
 * Distinct values of every feature, beside those of the baseline. One feature after the other: the engine uses every
 * core for each, and only what is asked for is in memory.
 */
export const values: InputReader<'values'> = {
  read: async (plan, store, signal) => {
    const cells: InputCell<'values'>[] = [];
    for (const column of plan.features.filter((feature) => isKnown(plan, feature))) {
      const baselineVersion = plan.earlier ? null : plan.baseline!.version;
      const read = (request: AggregateRequest) =>
        store.countValues({ ...request, column, baselineVersion }, signal);
      const { baseline, current } = await read(aggregateOf(plan));
      const earlier = await readEarlierCells(
        plan,
        async (request) => (await read(request)).current,
        addValues,
      );
      for (const { bucket, labels, value } of current) {
        // The cells share the baseline's values: merged ones would be as many copies as there are steps.
        const input = plan.earlier
          ? { baseline: earlier.get(placeOf({ bucket, labels })) ?? none(), current: value, isWindow: true }
          : { baseline, current: value };
        cells.push({ bucket, labels: { ...labels, feature: column }, input });
      }
    }
    return cells;
  },
  empty: (plan, { feature }) => ({
    baseline: isKnown(plan, feature ?? '') ? none() : null,
    current: none(),
    isWindow: plan.earlier !== null,
  }),
};

const isKnown = ({ baseline, earlier }: QueryPlan, feature: string): boolean =>
  earlier !== null || baseline?.columns[feature]?.type === 'number';

const none = (): DistinctValues => ({ values: new Float64Array(), weights: new Float64Array(), rows: 0 });
