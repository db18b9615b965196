import { stirlingRemainder } from './stirling';

/** Beyond this n d² the tail is below 1e-320 and underflows. */
const UNDERFLOW_FROM = 370;

/**
 * Probability that the distribution function of `size` rows lies at least `distance` above the continuous one that
 * they are drawn from:
 *
 *   d Σ_{j=0}^{⌊n(1−d)⌋} C(n, j) (d + j/n)^{j−1} (1 − d − j/n)^{n−j}
 *
 * exact, a sum of positive terms, so accurate in the tail (Z. W. Birnbaum and F. H. Tingey, One-sided confidence
 * contours for probability distribution functions, Ann. Math. Stat. 22, 1951). Each term is a binomial probability,
 * taken from Stirling's remainders and two deviances, because logarithms of factorials would lose ten digits for a
 * large size. One logarithm pair and one exponential per row of `size`.
 */
export function oneSidedKolmogorovTail(size: number, distance: number): number {
  if (size * distance * distance >= UNDERFLOW_FROM) return 0;
  const shift = size * distance;
  const remainderOfSize = stirlingRemainder(size);
  let total = Math.exp(size * Math.log1p(-distance));
  for (let j = 1; j < size - shift; j++) {
    const rest = size - j;
    const deviance = -j * Math.log1p(shift / j) - rest * Math.log1p(-shift / rest);
    const remainder = remainderOfSize - stirlingRemainder(j) - stirlingRemainder(rest);
    const probability = Math.exp(remainder - deviance) * Math.sqrt(size / (2 * Math.PI * j * rest));
    total += (shift / (shift + j)) * probability;
  }
  return total;
}
