import type { BinCounts, DistinctValues, Grouped } from '../../contract';
import type { AggregateRequest } from '../../store';
import { placeOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { aggregateOf } from './cell';

/**
 * Reads the earlier windows of a plan, one request each, and adds up what falls to the same step: a step of now is
 * compared with the step that began as long before as the window lies. A range that ends within a step ends within the
 * earlier ones at the same hour, so that like is compared with like.
 */
export async function readEarlierCells<T>(
  plan: QueryPlan,
  read: (request: AggregateRequest) => Promise<Grouped<T>[]>,
  add: (a: T, b: T) => T,
): Promise<Map<string, T>> {
  const cells = new Map<string, T>();
  const { from, to } = plan.selection;
  for (const shiftMs of plan.earlier?.shiftsMs ?? []) {
    const selection = { ...plan.selection, from: from - shiftMs, to: to - shiftMs };
    for (const { bucket, labels, value } of await read({ ...aggregateOf(plan), selection })) {
      const place = placeOf({ bucket: bucket === null ? null : bucket + shiftMs, labels });
      const known = cells.get(place);
      cells.set(place, known === undefined ? value : add(known, value));
    }
  }
  return cells;
}

export function addBins(a: BinCounts, b: BinCounts): BinCounts {
  return {
    type: a.type,
    counts: a.counts.map((count, bin) => count + b.counts[bin]!),
    unseen: a.unseen + b.unseen,
    missing: a.missing + b.missing,
    invalid: a.invalid + b.invalid,
    belowRange: a.belowRange + b.belowRange,
    aboveRange: a.aboveRange + b.aboveRange,
    rows: a.rows + b.rows,
  };
}

export const addColumns = (
  a: Record<string, BinCounts>,
  b: Record<string, BinCounts>,
): Record<string, BinCounts> =>
  Object.fromEntries(Object.entries(a).map(([name, counts]) => [name, addBins(counts, b[name]!)]));

/** Both are in ascending order, and so is what comes out. */
export function addValues(a: DistinctValues, b: DistinctValues): DistinctValues {
  const weights = new Map<number, number>();
  for (const { values, weights: of } of [a, b]) {
    values.forEach((value, i) => weights.set(value, (weights.get(value) ?? 0) + of[i]!));
  }
  const values = Float64Array.from(weights.keys()).sort();
  return { values, weights: values.map((value) => weights.get(value)!), rows: a.rows + b.rows };
}
