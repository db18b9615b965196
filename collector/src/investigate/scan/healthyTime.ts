import type { Fact } from '../facts';
import { compareCounts } from './compareCounts';
import { BLOCKS } from './countFact';
import type { EntropyTable } from './evidence';

/** Rows that a block needs to be judged by itself. */
const SMALLEST_BLOCK = 20;
/** A block further than this from the median of the blocks, in their median distances and in shares, is not healthy. */
const OUTLYING = 3;
const SLACK = 0.02;
/** Median of G² over its degrees of freedom that chance alone may well give. */
const ORDINARY = 1.3;

export interface HealthyTime {
  counts: Int32Array;
  rows: number;
  /** Blocks of the time before that are healthy. */
  blocks: ReadonlySet<number>;
  /**
   * How much faster than by chance distances grow with the number of rows, per row: blocks of healthy time differ from
   * each other because hours and days do. The statistic of n rows is divided by 1 + overdispersion * n.
   */
  overdispersion: number;
}

/**
 * The time before without the blocks that were struck by something themselves: an incident of last week must not be
 * what today is compared with. A block is judged by its distance from the median shares of all blocks, so up to half
 * of them may be struck.
 */
export function healthyTime(table: EntropyTable, fact: Fact, before: Int32Array): HealthyTime {
  const { bins } = fact;
  const blocks = Array.from({ length: BLOCKS }, (_, block) =>
    before.subarray(block * bins, (block + 1) * bins),
  );
  const sizes = blocks.map((block) => block.reduce((sum, count) => sum + count, 0));
  const judged = blocks.map((_, index) => index).filter((index) => sizes[index]! >= SMALLEST_BLOCK);
  const kept = new Set(blocks.map((_, index) => index));
  if (judged.length >= 5) {
    const typical = Float64Array.from({ length: bins }, (_, bin) =>
      median(judged.map((index) => blocks[index]![bin]! / sizes[index]!)),
    );
    const distances = judged.map((index) => {
      let distance = 0;
      for (let bin = 0; bin < bins; bin++) {
        distance += Math.abs(blocks[index]![bin]! / sizes[index]! - typical[bin]!) / 2;
      }
      return distance;
    });
    const limit = OUTLYING * median(distances) + SLACK;
    judged.forEach((index, place) => {
      if (distances[place]! > limit) kept.delete(index);
    });
  }
  const counts = new Int32Array(bins);
  for (const index of kept) blocks[index]!.forEach((count, bin) => (counts[bin]! += count));
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const usable = judged.filter((index) => kept.has(index));
  const healthy = usable.map((index) => blocks[index]!);
  return { counts, rows, blocks: kept, overdispersion: overdispersionOf(table, fact, healthy, counts) };
}

function overdispersionOf(
  table: EntropyTable,
  fact: Fact,
  blocks: readonly Int32Array[],
  counts: Int32Array,
): number {
  if (blocks.length < 5) return 0;
  // Both ways of a one-sided fact tell how much blocks vary.
  const bothWays = { ...fact, onlyUp: false, shape: fact.shape === 'rate' ? 'shift' : fact.shape } as const;
  const compared = blocks.map((block) =>
    compareCounts(
      table,
      bothWays,
      block,
      counts.map((count, bin) => count - block[bin]!),
    ),
  );
  const ratio = median(compared.map(({ g, degrees }) => g / degrees));
  return Math.max(0, ratio - ORDINARY) / median(compared.map(({ rows }) => rows));
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
