import { stirlingRemainder } from './stirling';

const PRECISION = 1e-16;
/** A start for Lentz's method: small, and far from the least number. */
const TINY = 1e-290;

/**
 * x^a e^−x / Γ(a). For a large `a` the logarithm would be a difference of large numbers, so it is taken of the
 * deviance from the mode, a (μ − ln(1 + μ)) with μ = x / a − 1 (C. Loader, Fast and accurate computation of binomial
 * probabilities, 2000).
 */
function gammaPrefix(a: number, x: number): number {
  const excess = (x - a) / a;
  const deviance = a * (excess - Math.log1p(excess));
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(-deviance - stirlingRemainder(a));
}

/** Γ(a, x) / (x^a e^−x) as Legendre's continued fraction, by Lentz's method; for x above a + 1. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let product = d;
  for (let i = 1; ; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b || TINY);
    c = b + numerator / c || TINY;
    const factor = c * d;
    product *= factor;
    if (Math.abs(factor - 1) <= PRECISION * 2) return product;
  }
}

/** γ(a, x) / (x^a e^−x), a series of positive terms; for x up to a + 1. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let total = term;
  for (let k = 1; term > total * PRECISION; k++) {
    term *= x / (a + k);
    total += term;
  }
  return total;
}

/**
 * The regularized upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a), between 0 and 1, for a > 0 and x ≥ 0.
 *
 * Our own, because `@stdlib/math-base-special-gammainc` 0.3.1 is up to 2 % wrong for `a` from about 500 (Q(1000, 1010)
 * is 0.3723; it answers 0.3805), where a category with a thousand levels already is. Relative error here below 1e-12.
 * Formulas: DLMF 8.9.2 and 8.11.4.
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const prefix = gammaPrefix(a, x);
  return x > a + 1 ? prefix * upperFraction(a, x) : Math.max(0, 1 - prefix * lowerSeries(a, x));
}

/** Probability that a chi-square variable exceeds `x`. With no degrees of freedom it is always 0. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === 0) return x > 0 ? 0 : 1;
  return upperGamma(degreesOfFreedom / 2, x / 2);
}
