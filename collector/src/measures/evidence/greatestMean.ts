/**
 * What is held to be healthy: every distribution whose total variation distance from a centre is at most a radius. The
 * centre is estimated from few rows, and no population stands still, so a single distribution would be left sooner or
 * later without any harm done.
 */
export interface Healthy {
  shares: Float64Array;
  radius: number;
}

/**
 * The greatest mean of a score over everything that is healthy. A score divided by it has a mean of at most 1 whatever
 * the healthy distribution is, which is what makes a bet fair.
 *
 * The worst distribution takes the mass that may move from where the score is least and puts it where it is greatest.
 *
 * @example scores 1 and 3 at shares 0.5 and 0.5, radius 0.1: 0.4 · 1 + 0.6 · 3 = 2.2
 */
export function greatestMean(scores: Float64Array, { shares, radius }: Healthy): number {
  let mean = 0;
  let greatest = 0;
  for (let bin = 0; bin < scores.length; bin++) {
    mean += shares[bin]! * scores[bin]!;
    if (scores[bin]! > greatest) greatest = scores[bin]!;
  }
  let left = radius;
  let below = -Infinity;
  // Mass moves from the least score upwards; scores are few, so each turn looks for the next one.
  while (left > 0) {
    let least = greatest;
    for (const score of scores) if (score > below && score < least) least = score;
    if (least >= greatest) break;
    let share = 0;
    for (let bin = 0; bin < scores.length; bin++) if (scores[bin] === least) share += shares[bin]!;
    const moved = Math.min(left, share);
    mean += moved * (greatest - least);
    left -= moved;
    below = least;
  }
  return mean;
}
