import { type Fact, NOT_APPLICABLE } from '../facts';
import type { Rows } from '../rows';
import type { Located } from '../scan';

/** Rows of the segment that are healthy and that are changed: what everything about a finding is told from. */
export interface ChangedRows {
  before: number[];
  after: number[];
}

/**
 * Before: of the healthy time before the window, and before the beginning where that is earlier. A segment that had no
 * rows then is compared with everything.
 */
export function changedRows(
  rows: Rows,
  located: Located,
  mask: Uint8Array,
  { isNewSegment, isHealthy }: { isNewSegment: boolean; isHealthy: (row: number) => boolean },
): ChangedRows {
  const { members, first, last } = located;
  const [from, to] = [members[first]!, members[last]!];
  const before: number[] = [];
  const after: number[] = [];
  const end = located.isStanding ? 0 : Math.min(from, Math.max(rows.boundary, 1));
  for (let row = 0; row < end; row++) {
    if ((isNewSegment || mask[row] === 1) && isHealthy(row)) before.push(row);
  }
  for (let row = from; row <= to; row++) if (mask[row] === 1) after.push(row);
  return { before, after };
}

/** Predictions that are in the segment from the beginning to the end, and those of them that changed, in all. */
export function countPredictions(
  rows: Rows,
  fact: Fact,
  { before, after }: ChangedRows,
): { inSegment: number; changed: number } {
  let inSegment = 0;
  for (const row of after) inSegment += standsFor(rows, row);
  const share = fact.shape === 'conditional' ? 1 : changedShare(fact, before, after);
  return { inSegment: Math.round(inSegment), changed: Math.round(inSegment * share) };
}

/** How many predictions a row that was read stands for. */
const standsFor = (rows: Rows, row: number): number =>
  rows.weights[row]! / (row < rows.boundary ? rows.beforeShare : rows.windowShare);

/** The smallest share of the rows that must have changed: what rose in some bins fell in others. */
function changedShare({ bins, codes }: Fact, before: readonly number[], after: readonly number[]): number {
  const [old, now] = [before, after].map((list) => {
    const counts = new Float64Array(bins);
    let total = 0;
    for (const row of list) {
      if (codes[row] === NOT_APPLICABLE) continue;
      counts[codes[row]!]! += 1;
      total += 1;
    }
    return counts.map((count) => count / Math.max(1, total));
  }) as [Float64Array, Float64Array];
  let risen = 0;
  now.forEach((share, bin) => (risen += Math.max(0, share - old[bin]!)));
  return risen;
}
