import { distanceMeasure, withoutZeros } from './shares';

/**
 * Kullback-Leibler divergence of the current shares from the baseline's, from 0 upwards; not symmetric: a bin that
 * has emptied weighs more than one that has filled.
 *
 * Σ p · ln(p / q), p the baseline's shares and q the current ones, without zeros and normalised again.
 * Source: Kullback and Leibler (1951); with joined bins equal to Evidently 0.7.23 `kl_div` (SciPy's entropy, which
 * normalises).
 */
export const kullbackLeiblerDivergence = distanceMeasure(({ baseline, current, form }) => {
  const p = normalised(withoutZeros(baseline, form));
  const q = normalised(withoutZeros(current, form));
  return p.reduce((total, share, i) => total + share * Math.log(share / q[i]!), 0);
});

function normalised(shares: number[]): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}
