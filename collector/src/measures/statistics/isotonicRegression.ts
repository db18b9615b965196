/** A fitted isotonic regression: a rising line through these points, level beyond its ends. */
export interface IsotonicFit {
  x: Float64Array;
  y: Float64Array;
}

/**
 * The rising function with the least squared distance from weighted means, by pooling adjacent violators. Equal to
 * scikit-learn 1.9.1 `IsotonicRegression(out_of_bounds='clip')`, which is linear between the points it was fitted on.
 * Source: Barlow, Bartholomew, Bremner and Brunk, "Statistical inference under order restrictions" (1972).
 *
 * @param points `x` ascending without ties, the mean of `y` there, and its weight, above 0
 * @returns null without points
 * @example x 1, 2, 3 with means 0, 1, 0 of one row each: 0, 0.5, 0.5
 */
export function fitIsotonic(points: {
  x: ArrayLike<number>;
  mean: ArrayLike<number>;
  weight: ArrayLike<number>;
}): IsotonicFit | null {
  const { x, mean, weight } = points;
  if (x.length === 0) return null;
  /** Blocks of equal value, so far rising: first point, sum of y, weight. */
  const blocks: { first: number; sum: number; weight: number }[] = [];
  for (let i = 0; i < x.length; i++) {
    let block = { first: i, sum: mean[i]! * weight[i]!, weight: weight[i]! };
    for (
      let last = blocks[blocks.length - 1];
      last && last.sum / last.weight >= block.sum / block.weight;
      last = blocks[blocks.length - 1]
    ) {
      block = { first: last.first, sum: last.sum + block.sum, weight: last.weight + block.weight };
      blocks.pop();
    }
    blocks.push(block);
  }
  // Within a block the line is level, so its ends are enough.
  const ends: [number, number][] = blocks.flatMap((block, index) => {
    const last = (blocks[index + 1]?.first ?? x.length) - 1;
    const value = block.sum / block.weight;
    const first: [number, number] = [x[block.first]!, value];
    return last === block.first ? [first] : [first, [x[last]!, value]];
  });
  return { x: Float64Array.from(ends, ([at]) => at), y: Float64Array.from(ends, ([, value]) => value) };
}

/** The value of a fit at a place. */
export function calibrate({ x, y }: IsotonicFit, at: number): number {
  let low = 0;
  let high = x.length - 1;
  if (!(at > x[low]!)) return y[low]!;
  if (at >= x[high]!) return y[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  return y[low]! + ((at - x[low]!) / (x[high]! - x[low]!)) * (y[high]! - y[low]!);
}
