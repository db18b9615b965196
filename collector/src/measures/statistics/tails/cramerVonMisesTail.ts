import { scaledBesselKQuarter } from './besselKQuarter';

/** Below this the limit distribution's probability is under 1e-17. */
const CERTAIN_BELOW = 0.003;
/** Above this Smirnov's integrals are taken, below it the series; both have thirteen digits here. */
const INTEGRAL_FROM = 0.4;
/** SciPy 1.17.1 ends its series at the first term below this. */
export const SCIPY_SERIES_END = 1e-7;

/**
 * Probability that the limit of the Cramér-von Mises statistic is at most `x`, by the series of S. Csörgő and
 * J. J. Faraway, The exact and asymptotic distributions of Cramér-von Mises statistics, J. R. Stat. Soc. B 58, 1996,
 * equation 1.3:
 *
 *   Σ_k Γ(k + ½) / (k! π^{3/2} √x) · √(4k+1) · e^{−q} K_{1/4}(q),  q = (4k+1)² / 16x
 *
 * ended after the first term below `seriesEnd`.
 */
function limitProbability(x: number, seriesEnd: number): number {
  let total = 0;
  let ratio = Math.sqrt(Math.PI);
  for (let k = 0; ; k++) {
    const odd = 4 * k + 1;
    const q = (odd * odd) / (16 * x);
    const term =
      ((ratio * Math.sqrt(odd)) / (Math.PI ** 1.5 * Math.sqrt(x))) *
      Math.exp(-2 * q) *
      scaledBesselKQuarter(q);
    total += term;
    if (term < seriesEnd) return total;
    ratio *= (k + 0.5) / (k + 1);
  }
}

/**
 * ∫ e^{−x s² / 2} / √(−s sin s) ds over ((2j−1)π, 2jπ). With s = (2j − ½)π + ½π sin φ the integrand is smooth and
 * periodic in φ, so the midpoint rule converges faster than any power; the density of nodes follows the peak, whose
 * width is 1/√x.
 */
function smirnovIntegral(x: number, j: number): number {
  const nodes = 32 + 2 * Math.ceil(8 * Math.sqrt(x));
  const middle = (2 * j - 0.5) * Math.PI;
  let total = 0;
  for (let i = 0; i < nodes; i++) {
    const phi = ((i + 0.5) / nodes - 0.5) * Math.PI;
    const offset = (Math.PI / 2) * Math.sin(phi);
    // cos(offset) would lose its digits near ±π/2, where it vanishes: sin of what is missing keeps them.
    const missing = (Math.PI / 2) * 2 * Math.sin((Math.PI / 2 - Math.abs(phi)) / 2) ** 2;
    const s = middle + offset;
    total += (Math.cos(phi) * Math.exp((-x * s * s) / 2)) / Math.sqrt(s * Math.sin(missing));
  }
  return (total * Math.PI * Math.PI) / (2 * nodes);
}

/**
 * Probability that the limit of the Cramér-von Mises statistic exceeds `x`, between 0 and 1.
 *
 * From 0.4 by N. V. Smirnov's inversion, (2/π) Σ_j (−1)^{j+1} ∫ e^{−x s²/2} / √(−s sin s) ds, which keeps its digits in
 * the tail, down to the least double at x = 150; below that one less the series above.
 */
export function cramerVonMisesTail(x: number): number {
  if (x < CERTAIN_BELOW) return 1;
  if (x < INTEGRAL_FROM) return Math.max(0, 1 - limitProbability(x, 1e-18));
  let total = 0;
  for (let j = 1; ; j++) {
    const part = (2 / Math.PI) * smirnovIntegral(x, j);
    total += j % 2 ? part : -part;
    if (!(part > total * 1e-17)) return total;
  }
}

/**
 * The same as SciPy 1.17.1 answers it: one less the series, which ends at terms of 1e-7. From about x = 2 that is
 * noise between 1e-12 and 1e-7 instead of the tail (at x = 136 it gives 3e-8 where the tail is 1e-292).
 */
export function cramerVonMisesTailAsSciPy(x: number): number {
  return x < CERTAIN_BELOW ? 1 : Math.max(0, 1 - limitProbability(x, SCIPY_SERIES_END));
}
