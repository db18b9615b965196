import { distanceMeasure } from './shares';

/**
 * Jensen-Shannon distance between 0 (same shares) and √ln 2 = 0.8326 (no bin in common). A metric, and finite on
 * empty bins, so nothing is smoothed.
 *
 * √(½ KL(p ‖ m) + ½ KL(q ‖ m)) with m = (p + q) / 2 and the natural logarithm.
 * Source: Endres and Schindelin (2003); with joined bins equal to Evidently 0.7.23 `jensenshannon` (SciPy's distance).
 */
export const jensenShannonDistance = distanceMeasure(({ baseline, current }) => {
  let divergence = 0;
  baseline.forEach((p, i) => {
    const q = current[i]!;
    const middle = (p + q) / 2;
    if (p > 0) divergence += p * Math.log(p / middle);
    if (q > 0) divergence += q * Math.log(q / middle);
  });
  // Equal shares may leave −1e-17, whose root is not a number.
  return Math.sqrt(Math.max(0, divergence / 2));
});
