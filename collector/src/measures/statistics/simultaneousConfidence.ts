import { CONFIDENCE } from './normal';

/**
 * Confidence that each of some intervals needs so that all of them hold at once. `independent` is for groups that
 * share no row (Šidák, "Rectangular confidence regions for the means of multivariate normal distributions", 1967:
 * exact there); `any` holds however they depend on each other, such as all pairs of those groups (Bonferroni).
 *
 * @example simultaneousConfidence(4, 'independent') // 0.98726
 * @example simultaneousConfidence(6, 'any') // 0.99167
 */
export function simultaneousConfidence(
  intervals: number,
  dependence: 'independent' | 'any',
  confidence = CONFIDENCE,
): number {
  if (intervals <= 1) return confidence;
  return dependence === 'independent' ? confidence ** (1 / intervals) : 1 - (1 - confidence) / intervals;
}
