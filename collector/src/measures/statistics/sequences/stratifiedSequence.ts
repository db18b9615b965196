import { CONFIDENCE } from '../normal';

/** Requests of two deployments in one moment, and how many of each had what is counted. */
export interface Stratum {
  first: { yes: number; n: number };
  second: { yes: number; n: number };
}

export interface StratifiedDifference {
  value: number;
  lower: number;
  upper: number;
  /** The rate of each, over the same moments with the same weights. */
  first: number;
  second: number;
}

/** Effective requests at which the interval is narrowest beside a fixed one; it has to be chosen beforehand. */
const NARROWEST_AT = 2000;

/**
 * Difference of two rates over the same moments, with an interval that may be looked at at every moment. A deployment
 * whose share grows is served at other hours than the rest; so the rates are compared within each moment and the
 * differences are averaged with the weights of Mantel and Haenszel (1959), n₁n₂ / (n₁ + n₂), that count a moment by how
 * much it tells. A moment that only one of the two served tells nothing.
 *
 * Interval: the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform
 * central limit theory and asymptotic confidence sequences" (2024), equation 7, whose effective number of requests is
 * the sum of the weights. The variance is that of the overall rates, with half a request added to each side: rates that
 * differ between moments vary less within them, so that it errs on the wide side.
 *
 * @returns null where no moment was served by both
 */
export function stratifiedDifference(
  strata: readonly Stratum[],
  confidence = CONFIDENCE,
): StratifiedDifference | null {
  const both = strata.filter(({ first, second }) => first.n > 0 && second.n > 0);
  if (both.length === 0) return null;
  const variances = [
    varianceOf(both.map(({ first }) => first)),
    varianceOf(both.map(({ second }) => second)),
  ];
  let [weight, ofFirst, ofSecond, variance] = [0, 0, 0, 0];
  for (const { first, second } of both) {
    const one = (first.n * second.n) / (first.n + second.n);
    weight += one;
    ofFirst += (one * first.yes) / first.n;
    ofSecond += (one * second.yes) / second.n;
    variance += one ** 2 * (variances[0]! / first.n + variances[1]! / second.n);
  }
  const [first, second] = [ofFirst / weight, ofSecond / weight];
  const value = first - second;
  const half = Math.sqrt(variance / weight) * halfWidth(weight, 1 - confidence);
  return { value, first, second, lower: Math.max(-1, value - half), upper: Math.min(1, value + half) };
}

function varianceOf(sides: readonly Stratum['first'][]): number {
  const yes = sides.reduce((sum, one) => sum + one.yes, 1 / 2);
  const n = sides.reduce((sum, one) => sum + one.n, 1);
  return (yes / n) * (1 - yes / n);
}

/** Half of the width in standard deviations of one request. */
function halfWidth(n: number, error: number): number {
  const squared = -2 * Math.log(error);
  const tuning = (squared + Math.log(squared + 1)) / NARROWEST_AT;
  const spread = n * tuning + 1;
  return Math.sqrt((spread / (n ** 2 * tuning)) * Math.log(spread / error ** 2));
}
