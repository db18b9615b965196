import betainc from '@stdlib/math-base-special-betainc';
import erfc from '@stdlib/math-base-special-erfc';

/** Probability that a standard normal variable exceeds `z`, times two: the p-value of |z|, and up to 2 below zero. */
export const doubledNormalTail = (z: number): number => erfc(z / Math.SQRT2);

/**
 * Probability that a Student variable lies further from zero than `t`. The incomplete beta function is asked for its
 * upper part at t² / (df + t²): its lower part at df / (df + t²) loses eight digits to rounding for a small `t`.
 */
export function twoSidedStudentTail(t: number, degreesOfFreedom: number): number {
  const square = t * t;
  if (square === Infinity) return 0;
  return betainc(square / (degreesOfFreedom + square), 0.5, degreesOfFreedom / 2, true, true);
}
