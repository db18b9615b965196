import type { Store } from '../../store';
import { readEarlier } from '../earlier';
import { placeOf } from '../labelSets';
import { bucketsOf, type QueryPlan } from '../plan';
import { aggregateOf, type InputCell, type InputReader } from './cell';

/** Requests of every step and group that has some, now or in the weeks before: where nothing comes now is what matters. */
export const volume: InputReader<'volume'> = {
  read: async (plan, store, signal) => {
    const seen = await store.timeRange(plan.selection.model);
    const now = await countRequests(plan, store, 0, signal);
    const cells = new Map<string, InputCell<'volume'>>();
    const cellAt = (bucket: number | null, labels: Record<string, string>): InputCell<'volume'> => {
      const key = placeOf({ bucket, labels });
      const known = cells.get(key) ?? { bucket, labels, input: { requests: 0, rows: 0, earlier: [] } };
      cells.set(key, known);
      return known;
    };
    for (const { bucket, labels, value } of now) {
      Object.assign(cellAt(bucket, labels).input, { requests: value.requests, rows: value.rows });
    }
    const weeks = await Promise.all(
      shiftsOf(plan).map(async (shiftMs) => ({
        shiftMs,
        counted: await countRequests(plan, store, shiftMs, signal),
      })),
    );
    for (const { counted, shiftMs } of weeks) {
      for (const { bucket, labels } of counted) cellAt(bucket === null ? null : bucket + shiftMs, labels);
    }
    if (plan.groupBy.length === 0) for (const bucket of bucketsOf(plan)) cellAt(bucket, {});
    for (const { shiftMs, counted } of weeks) {
      const byPlace = new Map(
        counted.map(({ bucket, labels, value }) => [
          placeOf({ bucket: bucket === null ? null : bucket + shiftMs, labels }),
          value.requests,
        ]),
      );
      for (const [key, { bucket, input }] of cells) {
        const start = (bucket ?? plan.selection.from) - shiftMs;
        if (seen && start >= seen.from) input.earlier.push(byPlace.get(key) ?? 0);
      }
    }
    return [...cells.values()];
  },
  empty: () => ({ requests: 0, rows: 0, earlier: [] }),
};

/** @throws ModelWatchError where the steps, or the range, do not fit into weeks */
function shiftsOf({ params, bucketMs, selection }: QueryPlan): number[] {
  const lengthMs = bucketMs ?? selection.to - selection.from;
  return readEarlier(`sameHours(${params.weeks})`, { lengthMs, isStepped: bucketMs !== null })!.shiftsMs;
}

function countRequests(plan: QueryPlan, store: Store, shiftMs: number, signal?: AbortSignal) {
  const { from, to } = plan.selection;
  const selection = { ...plan.selection, from: from - shiftMs, to: to - shiftMs };
  return store.countServing({ ...aggregateOf(plan), selection, quantiles: [] }, signal);
}
