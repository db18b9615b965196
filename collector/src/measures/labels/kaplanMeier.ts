import type { LagCounts } from '../../contract';
import { rowsPerWeight } from '../results';
import { CONFIDENCE, criticalValue } from '../statistics';

/** Share of the predictions that have a label by each age at which some label came, ascending. */
export interface ArrivalCurve {
  seconds: Float64Array;
  share: Float64Array;
  /** 95 % interval of each share. */
  lower: Float64Array;
  upper: Float64Array;
}

/**
 * The share that has a label by an age, as if every prediction could be waited for: those that are younger than the
 * age and without a label count only as long as they have been waited for. One less the product, over the ages at
 * which labels came, of the share of those still waited for that got none.
 *
 * Kaplan and Meier, "Nonparametric estimation from incomplete observations" (1958); variance of Greenwood, interval
 * by log(−log), as lifelines' KaplanMeierFitter. A prediction that has waited exactly as long as another's label took
 * was at risk then. Sampled requests count by weight, and as evidence by the rows that were logged.
 *
 * @example labels after 1 h and 3 h, one prediction waiting for 2 h: 1/3 at 1 h, 1 − 2/3 · 0 = 1 at 3 h
 */
export function kaplanMeier(lags: LagCounts): ArrivalCurve {
  const places = [...lags.arrived.keys()].filter((place) => lags.arrived[place]! > 0);
  const curve: ArrivalCurve = {
    seconds: new Float64Array(places.length),
    share: new Float64Array(places.length),
    lower: new Float64Array(places.length),
    upper: new Float64Array(places.length),
  };
  const evidence = rowsPerWeight(lags.rows, lags.served);
  const z = criticalValue(CONFIDENCE);
  let atRisk = lags.served;
  let before = 0;
  let without = 1;
  let variance = 0;
  places.forEach((place, step) => {
    for (; before < place; before++) atRisk -= lags.arrived[before]! + lags.waiting[before]!;
    const arrived = lags.arrived[place]!;
    const isLast = atRisk - arrived <= 1e-9 * lags.served;
    without = isLast ? 0 : without * (1 - arrived / atRisk);
    variance += isLast ? Infinity : arrived / (atRisk * (atRisk - arrived)) / evidence;
    curve.seconds[step] = lags.seconds[place]!;
    curve.share[step] = 1 - without;
    const [low, high] = intervalOf(without, variance, z);
    curve.lower[step] = 1 - high;
    curve.upper[step] = 1 - low;
  });
  return curve;
}

/** Ends of the share without a label. At 0 the transformation has no value: the estimate stands for both. */
function intervalOf(without: number, variance: number, z: number): [number, number] {
  if (without <= 0) return [0, 0];
  const logarithm = Math.log(without);
  const half = (z * Math.sqrt(variance)) / Math.abs(logarithm);
  return [Math.exp(logarithm * Math.exp(half)), Math.exp(logarithm * Math.exp(-half))];
}

/** Rounding of a product of shares must not move a quantile to the next label. */
const ROUNDING = 1e-12;

/** The least age by which a share has a label; null where the curve ends below it. */
export function ageAt(seconds: Float64Array, share: Float64Array, wanted: number): number | null {
  const step = share.findIndex((one) => one >= wanted - ROUNDING);
  return step === -1 ? null : seconds[step]!;
}
