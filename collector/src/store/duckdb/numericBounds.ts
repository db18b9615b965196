import type { BinCounts, NumericProfile } from '../../contract';

/**
 * Upper bounds to count between: the edges of a profile and, so that one pass also tells what lies outside of the
 * baseline's range, its greatest value and the number just below its least one.
 */
export function boundsOf({ edges, min, max }: Pick<NumericProfile, 'edges' | 'min' | 'max'>): number[] {
  const bounds = [...edges, ...(min === null ? [] : [nextBelow(min)]), ...(max === null ? [] : [max])];
  return [...new Set(bounds)].sort((a, b) => a - b);
}

/**
 * Adds counts between bounds (upper bound included, the last one open) to the bins of a profile. The values of the
 * n-th count are above the bound before it, so they are above every edge up to that bound.
 */
export function addToBins(
  counts: BinCounts,
  { edges, min, max }: NumericProfile,
  bounds: readonly number[],
  histogram: readonly number[],
  weight: number,
): void {
  let bin = 0;
  histogram.forEach((count, index) => {
    const above = index === 0 ? -Infinity : bounds[index - 1]!;
    const upTo = bounds[index] ?? Infinity;
    while (bin < edges.length && edges[bin]! <= above) bin += 1;
    counts.counts[bin]! += count * weight;
    if (min !== null && upTo < min) counts.belowRange += count * weight;
    if (max !== null && above >= max) counts.aboveRange += count * weight;
  });
}

const bits = new BigInt64Array(1);
const float = new Float64Array(bits.buffer);

/** The greatest number below a finite one. */
export function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  float[0] = value;
  bits[0]! += value > 0 ? -1n : 1n;
  return float[0];
}
