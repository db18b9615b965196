import { findRoot } from './findRoot';
import { CONFIDENCE, criticalValue } from './normal';

/**
 * Interval of the difference of two shares over the same rows, of which each row answers yes or no twice: whether two
 * models are right, say. Only rows on which the answers differ tell of the difference, and how many of them there are
 * decides the width; two intervals of their own would be too wide by the correlation that they leave out.
 *
 * Inverts the score test of Tango, "Equivalence test and confidence interval for the difference in proportions for
 * the paired-sample design" (1998). Null without rows.
 *
 * @param onlyFirst rows with a yes of the first alone
 * @param onlySecond rows with a yes of the second alone
 * @param n all rows
 * @example tangoInterval({ onlyFirst: 1, onlySecond: 7, n: 21 }) // −0.5173 to −0.0260: Bentur et al. (2009)
 */
export function tangoInterval({
  onlyFirst,
  onlySecond,
  n,
  confidence = CONFIDENCE,
}: {
  onlyFirst: number;
  onlySecond: number;
  n: number;
  confidence?: number;
}): { lower: number; upper: number } | null {
  if (!(n > 0)) return null;
  const difference = (onlyFirst - onlySecond) / n;
  const z = criticalValue(confidence);
  const score = (supposed: number): number => scoreOf({ onlyFirst, onlySecond, n }, supposed);
  // The score falls as the supposed difference grows, through 0 at the observed one.
  return {
    lower: difference <= -1 ? -1 : findRoot((supposed) => score(supposed) - z, -1, difference),
    upper: difference >= 1 ? 1 : findRoot((supposed) => score(supposed) + z, difference, 1),
  };
}

/** The observed difference less a supposed one, in standard errors as they are if the supposed one is true. */
function scoreOf(
  { onlyFirst, onlySecond, n }: { onlyFirst: number; onlySecond: number; n: number },
  supposed: number,
): number {
  const distance = onlyFirst - onlySecond - n * supposed;
  if (distance === 0) return 0;
  const a = 2 * n;
  const b = -onlyFirst - onlySecond + (2 * n - onlyFirst + onlySecond) * supposed;
  const c = -onlySecond * supposed * (1 - supposed);
  const secondAlone = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
  const variance = n * (2 * secondAlone + supposed * (1 - supposed));
  return variance > 0 ? distance / Math.sqrt(variance) : Math.sign(distance) * Infinity;
}
