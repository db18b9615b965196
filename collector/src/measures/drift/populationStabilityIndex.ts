import { distanceMeasure, type SharePair, withoutZeros } from './shares';

/**
 * Population stability index: how far a distribution has moved from its baseline, from 0 upwards; by custom 0.1 is
 * worth a look and 0.2 a change.
 *
 * Σ (q − p) · ln(q / p), p the baseline's shares and q the current ones, without zeros.
 * Source: Siddiqi, "Credit Risk Scorecards" (2006); with joined bins equal to Evidently 0.7.23 `psi`.
 *
 * @example shares 0.5, 0.5 against 0.6, 0.4: 0.1 · ln 1.2 + (−0.1) · ln 0.8 = 0.040546510810816
 */
export const populationStabilityIndex = distanceMeasure(({ baseline, current, form }) =>
  indexOfShares(baseline, current, form),
);

/** The index of two lists of shares over the same bins. */
export function indexOfShares(
  baseline: readonly number[],
  current: readonly number[],
  form: SharePair['form'] = 'baseline',
): number {
  const p = withoutZeros(baseline, form);
  const q = withoutZeros(current, form);
  return p.reduce((total, share, i) => total + (q[i]! - share) * Math.log(q[i]! / share), 0);
}
