/**
 * Quantiles of weighted values, by value ascending: NumPy's linear definition over the sample in which each value
 * stands as often as its weight says. Position `q * (W - 1)` of the total weight W lies between the values at its
 * floor and the place after it. With weights of one this is NumPy's default, and what the engine computes itself.
 *
 * @example weightedQuantiles([[10, 1], [20, 3]], [0.5]) // [20]: of 10, 20, 20, 20
 */
export function weightedQuantiles(
  sample: readonly (readonly [value: number, weight: number])[],
  quantiles: readonly number[],
): (number | null)[] {
  if (sample.length === 0) return quantiles.map(() => null);
  const upTo: number[] = [];
  let total = 0;
  for (const [, weight] of sample) upTo.push((total += weight));
  const valueAt = (position: number): number => {
    let low = 0;
    let high = sample.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! > position) high = middle;
      else low = middle + 1;
    }
    return sample[low]![0];
  };
  return quantiles.map((quantile) => {
    const position = Math.max(0, quantile * (total - 1));
    const floor = Math.floor(position);
    return interpolate(valueAt(floor), valueAt(floor + 1), position - floor);
  });
}

/** Linear between two values, computed from the nearer end as NumPy does, so that results agree to the last bit. */
export function interpolate(a: number, b: number, share: number): number {
  return share >= 0.5 ? b - (b - a) * (1 - share) : a + (b - a) * share;
}

/** NumPy's linear quantile of sorted values. */
export function quantileOfSorted(sorted: Float64Array, quantile: number): number {
  const position = (sorted.length - 1) * quantile;
  const floor = Math.floor(position);
  return interpolate(sorted[floor]!, sorted[Math.min(floor + 1, sorted.length - 1)]!, position - floor);
}
