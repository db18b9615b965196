import { distanceMeasure } from './shares';

/**
 * Hellinger distance between 0 (same shares) and 1 (no bin in common).
 *
 * √(1 − Σ √(p q)). Source: Hellinger (1909). Over joined levels equal to Evidently 0.7.23 `hellinger`; for numbers that
 * one alone forms its bins over the distinct values instead of the rows, and ours keeps the joined bins of the others.
 */
export const hellingerDistance = distanceMeasure(({ baseline, current }) => {
  const overlap = baseline.reduce((total, p, i) => total + Math.sqrt(p * current[i]!), 0);
  // Equal shares may add up to a little more than 1.
  return Math.sqrt(Math.max(0, 1 - overlap));
});
