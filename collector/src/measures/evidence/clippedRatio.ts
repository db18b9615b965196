import type { Healthy } from './greatestMean';

const HALVINGS = 40;

/**
 * The best bet on a distribution against everything that is healthy: the ratio of their shares, clipped from above and
 * from below so that no healthy distribution makes it grow. Null where the distribution is healthy itself.
 *
 * Huber, "A robust version of the probability ratio test" (1965): for a neighbourhood in total variation the least
 * favourable member lies at these two clips, each of which moves exactly the radius of mass.
 */
export function clippedRatio(alternative: Float64Array, { shares, radius }: Healthy): Float64Array | null {
  let above = 0;
  for (let bin = 0; bin < shares.length; bin++) above += Math.max(0, alternative[bin]! - shares[bin]!);
  if (above <= radius) return null;
  // Raised to alternative / clip wherever that is more; the larger the clip, the less mass that takes.
  const upper = solve(1, 1 / radius, (clip) => {
    let mass = 0;
    for (let bin = 0; bin < shares.length; bin++)
      mass += Math.max(0, alternative[bin]! / clip - shares[bin]!);
    return mass > radius;
  });
  const lower = solve(0, 1, (clip) => {
    let mass = 0;
    for (let bin = 0; bin < shares.length; bin++)
      mass += Math.max(0, shares[bin]! - alternative[bin]! / clip);
    return mass < radius;
  });
  return alternative.map((share, bin) => {
    const healthy = shares[bin]!;
    if (share > healthy * upper) return upper;
    return healthy > 0 ? Math.max(lower, share / healthy) : lower;
  });
}

/** Where a condition that holds below and not above changes. */
function solve(low: number, high: number, isBelow: (clip: number) => boolean): number {
  let [from, to] = [low, high];
  for (let turn = 0; turn < HALVINGS; turn++) {
    const middle = (from + to) / 2;
    if (isBelow(middle)) from = middle;
    else to = middle;
  }
  return to;
}
