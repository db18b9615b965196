import { SKETCH_SLOTS } from '../latencySketch';
import { CLASSES, LATENCIES, SERVING } from './blueprint';
import type { StoredCell } from './cells';
import type { CellView } from './cellTable';
import type { CellPlan } from './cellPlan';
import { CountPacker } from './packCounts';
import { CLASS_SLOTS, SERVING_SLOTS } from './serving';

/** The cells that were counted, as their table has them. */
export function packViews(
  plan: CellPlan,
  views: readonly CellView[],
  seriesNumbers: readonly number[],
): StoredCell[] {
  const counted = [
    { number: SERVING, first: plan.serving, slots: SERVING_SLOTS.length },
    { number: CLASSES, first: plan.classes, slots: CLASS_SLOTS },
    { number: LATENCIES, first: plan.latency, slots: SKETCH_SLOTS },
    ...plan.columns,
  ];
  const packer = new CountPacker();
  return views.flatMap(({ cells, counts, amounts }) =>
    cells.map(({ hour, segment, value, series }, cell): StoredCell => {
      const base = cell * plan.stride;
      for (const { number, first, slots } of counted) {
        packer.add(number, counts, base + first, base + first + slots);
      }
      return {
        time: hour,
        segment,
        value,
        series: seriesNumbers[series]!,
        cost: amounts[cell]!,
        counts: packer.take(),
      };
    }),
  );
}
