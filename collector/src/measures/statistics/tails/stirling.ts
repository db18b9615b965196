import gammaln from '@stdlib/math-base-special-gammaln';

/** From here the series has fifteen digits after five terms. */
const SERIES_FROM = 10;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * ln Γ(a) less Stirling's main part, (a − ½) ln a − a + ½ ln 2π, for a > 0. For a whole number it is as well what
 * ln a! has beyond (a + ½) ln a − a + ½ ln 2π. DLMF 5.11.1.
 */
export function stirlingRemainder(a: number): number {
  if (a < SERIES_FROM) return gammaln(a) - ((a - 0.5) * Math.log(a) - a + HALF_LOG_TWO_PI);
  const square = a * a;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / a;
}
