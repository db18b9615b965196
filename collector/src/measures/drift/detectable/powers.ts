import { normalProbability } from '../../statistics';

/** What decides how often a distance reaches its threshold. */
export interface Trial {
  /** Shares that are compared with; they are taken as known. */
  baseline: readonly number[];
  /** Shares from which so many rows are drawn. */
  current: readonly number[];
  rows: number;
  threshold: number;
}

/** Probability that the distance of a sample reaches the threshold. */
type Power = (trial: Trial) => number;

const LEAST_SHARE = 1e-4;
const notBelow = (share: number): number => Math.max(share, LEAST_SHARE);
/** 0 · ln 0 is 0. */
const timesLog = (a: number, ratio: number): number => (a === 0 ? 0 : a * Math.log(ratio));

/**
 * Power of a distance that grows with a sum over the bins, Σ f(pᵢ, qᵢ), by the delta method to the second order: for
 * counts drawn from a multinomial with shares q the sum is near to normal with mean Σ f + ½ Σ f″ qᵢ(1 − qᵢ)/n and
 * variance (Σ qᵢ f′² − (Σ qᵢ f′)²)/n. Serfling, Approximation Theorems of Mathematical Statistics (1980), 3.3; of the
 * population stability index: Yurdakul and Naranjo (2020).
 *
 * @param bound of the sum where the distance is at its threshold
 */
function ofSum(term: (p: number, q: number) => number, bound: (threshold: number) => number): Power {
  return ({ baseline, current, rows, threshold }) => {
    let mean = 0;
    let slopes = 0;
    let squares = 0;
    current.forEach((q, bin) => {
      const p = baseline[bin]!;
      const step = Math.max(1e-7, q * 1e-3);
      const low = Math.max(0, q - step);
      const high = low + 2 * step;
      const [before, here, after] = [term(p, low), term(p, low + step), term(p, high)];
      const slope = (after - before) / (2 * step);
      const curvature = (after - 2 * here + before) / step ** 2;
      mean += term(p, q) + (curvature * q * (1 - q)) / (2 * rows);
      slopes += q * slope;
      squares += q * slope * slope;
    });
    return probabilityAbove(mean, (squares - slopes ** 2) / rows, bound(threshold));
  };
}

const probabilityAbove = (mean: number, variance: number, bound: number): number =>
  variance > 0 ? normalProbability((mean - bound) / Math.sqrt(variance)) : Number(mean >= bound);

/** Σ |pᵢ − qᵢ| / 2 has a corner where shares are equal: there each term is a folded normal variable. */
const ofTotalVariation: Power = ({ baseline, current, rows, threshold }) => {
  let mean = 0;
  let slopes = 0;
  let squares = 0;
  current.forEach((q, bin) => {
    const deviation = Math.sqrt((q * (1 - q)) / rows);
    const distance = q - baseline[bin]!;
    if (deviation === 0) {
      mean += Math.abs(distance) / 2;
      return;
    }
    const scaled = distance / deviation;
    const slope = normalProbability(scaled) - 0.5;
    mean += (deviation * Math.sqrt(2 / Math.PI) * Math.exp(-(scaled ** 2) / 2)) / 2 + distance * slope;
    slopes += q * slope;
    squares += q * slope * slope;
  });
  return probabilityAbove(mean, (squares - slopes ** 2) / rows, threshold);
};

/**
 * Any of the bins may carry the largest change. What one gains the others lose, so the two that are likeliest to show it
 * are taken as the two normal variables with their correlation that they are near to; the dependence of the others is
 * left out.
 */
const ofLInfinity: Power = ({ baseline, current, rows, threshold }) => {
  const bins = current
    .map((q, bin) => {
      const distance = q - baseline[bin]!;
      const deviation = Math.sqrt((q * (1 - q)) / rows);
      const margin = (Math.abs(distance) - threshold) / Math.max(deviation, 1e-12);
      return { q, sign: Math.sign(distance) || 1, margin };
    })
    .sort((a, b) => b.margin - a.margin);
  const [first, second, ...rest] = bins;
  const correlation =
    -first!.sign *
    second!.sign *
    Math.sqrt((first!.q * second!.q) / Math.max((1 - first!.q) * (1 - second!.q), 1e-12));
  const neither = bothBelow(-first!.margin, -second!.margin, Math.max(-0.999, Math.min(0.999, correlation)));
  return 1 - rest.reduce((none, { margin }) => none * normalProbability(-margin), neither);
};

const INTERVALS = 32;

/**
 * Probability that two standard normal variables are below h and k: Φ(h) Φ(k) and the integral of their density over
 * the correlation (Plackett 1954), by Simpson's rule.
 */
function bothBelow(h: number, k: number, correlation: number): number {
  const density = (r: number): number =>
    Math.exp(-(h * h - 2 * r * h * k + k * k) / (2 * (1 - r * r))) / (2 * Math.PI * Math.sqrt(1 - r * r));
  let sum = density(0) + density(correlation);
  for (let i = 1; i < INTERVALS; i++) sum += (i % 2 === 0 ? 2 : 4) * density((correlation * i) / INTERVALS);
  return normalProbability(h) * normalProbability(k) + (sum * correlation) / (3 * INTERVALS);
}

const halfJensenShannon = (p: number, q: number): number => {
  const middle = (p + q) / 2;
  return (timesLog(p, p / middle) + timesLog(q, q / middle)) / 2;
};

const same = (threshold: number): number => threshold;
const squared = (threshold: number): number => threshold ** 2;

/** By the id of the distance. */
export const POWERS: Readonly<Record<string, Power>> = {
  'drift.psi': ofSum((p, q) => (notBelow(q) - notBelow(p)) * Math.log(notBelow(q) / notBelow(p)), same),
  'drift.kullbackLeibler': ofSum((p, q) => timesLog(notBelow(p), notBelow(p) / notBelow(q)), same),
  'drift.jensenShannon': ofSum(halfJensenShannon, squared),
  'drift.hellinger': ofSum((p, q) => (Math.sqrt(p) - Math.sqrt(q)) ** 2 / 2, squared),
  'drift.totalVariation': ofTotalVariation,
  'drift.lInfinity': ofLInfinity,
};
