import gammaln from '@stdlib/math-base-special-gammaln';
import { findRoot } from '../findRoot';
import { CONFIDENCE } from '../normal';

/** Of the mixture over what the rate may be: Jeffreys' prior, which loses little near 0 and 1, where failures live. */
const PRIOR = 0.5;

/**
 * Interval of a rate that holds at every moment at once: it may be looked at after each request, and an alert may fire
 * the first time that it clears a bound, without more false alarms than `1 − confidence` in all time. A Wilson
 * interval, looked at for long enough, misses the truth almost surely. The price is width: about half as much again.
 *
 * All rates p whose mixture martingale B(½ + yes, ½ + no) / (B(½, ½) pʸᵉˢ (1 − p)ⁿᵒ) is below 1 / (1 − confidence), by
 * Ville's inequality. Robbins, "Statistical methods related to the law of the iterated logarithm" (1970); Howard,
 * Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences" (2021).
 * Requests must be independent with one rate. Without any the interval is 0 to 1.
 */
export function rateSequence({
  share,
  n,
  confidence = CONFIDENCE,
}: {
  share: number;
  n: number;
  confidence?: number;
}): { lower: number; upper: number } {
  if (!(n > 0)) return { lower: 0, upper: 1 };
  const yes = share * n;
  const excess = (rate: number): number => mixtureExcess({ yes, no: n - yes, rate, confidence });
  // Smallest at the observed share, and rising on both sides of it.
  return {
    lower: share <= 0 ? 0 : findRoot(excess, 0, share),
    upper: share >= 1 ? 1 : findRoot(excess, share, 1),
  };
}

/**
 * Logarithm of the mixture martingale of a rate, less that of what it stays below with the confidence: above 0 the rate
 * is refuted. Smallest at the observed share.
 */
export function mixtureExcess({
  yes,
  no,
  rate,
  confidence,
}: {
  yes: number;
  no: number;
  rate: number;
  confidence: number;
}): number {
  const mixture = logBeta(PRIOR + yes, PRIOR + no) - logBeta(PRIOR, PRIOR);
  return mixture - logLikelihood(yes, no, rate) + Math.log(1 - confidence);
}

/** An end of 0 · ln 0 is 0. */
const logLikelihood = (yes: number, no: number, rate: number): number =>
  (yes > 0 ? yes * Math.log(rate) : 0) + (no > 0 ? no * Math.log1p(-rate) : 0);

const logBeta = (a: number, b: number): number => gammaln(a) + gammaln(b) - gammaln(a + b);

/**
 * Interval of the difference `first − second` of two rates that holds at every moment at once: each rate has its own
 * sequence at half of the chance of error (Bonferroni), however the two streams depend on each other.
 */
export function rateDifferenceSequence({
  first,
  second,
  confidence = CONFIDENCE,
}: {
  first: { share: number; n: number };
  second: { share: number; n: number };
  confidence?: number;
}): { lower: number; upper: number } {
  const each = (1 + confidence) / 2;
  const one = rateSequence({ ...first, confidence: each });
  const other = rateSequence({ ...second, confidence: each });
  return { lower: one.lower - other.upper, upper: one.upper - other.lower };
}
