import type { Fact } from '../facts';

/**
 * What the log likelihood of the rows of a segment gains when they have shares of their own instead of those of the
 * healthy time: n times the Kullback-Leibler divergence. The healthy shares are taken as known here, unlike in the
 * test of whether anything changed: rows outside of a segment then cost it nothing, those inside that did not change
 * cost it what they should, and the segment that gains most is the one that holds all of the change and nothing else.
 *
 * @param prior rows that half a row is given to in each bin: those of the healthy time of everything, so that a level
 *   that was never seen is as strange in a small segment as in all
 */
export function likelihoodGain(
  { bins, shape, classes }: Fact,
  current: Int32Array,
  healthy: Int32Array,
  prior: number,
): number {
  const width = shape === 'conditional' ? classes! : bins;
  let gain = 0;
  for (let from = 0; from < bins; from += width) {
    let [rows, healthyRows] = [0, 0];
    for (let bin = from; bin < from + width; bin++) {
      rows += current[bin]!;
      healthyRows += healthy[bin]!;
    }
    if (rows === 0) continue;
    const half = 0.5 * Math.min(1, Math.max(healthyRows, 1) / Math.max(prior, 1));
    for (let bin = from; bin < from + width; bin++) {
      if (current[bin] === 0) continue;
      const expected = (healthy[bin]! + half) / (healthyRows + half * width);
      gain += current[bin]! * Math.log(current[bin]! / rows / expected);
    }
  }
  return gain;
}
