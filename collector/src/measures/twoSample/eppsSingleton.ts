import { chiSquareTail } from '../statistics/tails';
import { compareSamples, type TwoSampleResult } from './compareSamples';
import { pooledQuantile } from './pooledQuantile';
import { decomposeSymmetric } from './symmetricEigen';
import { scaleOfValues } from './scaleOfValues';
import type { ValueCounts } from './valueCounts';

/** Where the characteristic functions are compared, in units of half the interquartile range: the authors' choice. */
const POINTS = [0.4, 0.8] as const;
/** Eigenvalues below this share of the largest are rounding: the covariance has no such direction. */
const RANK_TOLERANCE = 1e-13;
/** The authors' correction is for samples that are both smaller than this. */
const SMALL_SAMPLE = 25;

const ORDER = POINTS.length * 2;

/** For each value the cos and sin of each point times it: the parts of the empirical characteristic function. */
function wavesOf(values: Float64Array, unit: number): Float64Array {
  const waves = new Float64Array(values.length * ORDER);
  for (let row = 0; row < values.length; row++)
    for (let i = 0; i < POINTS.length; i++) {
      const angle = (POINTS[i]! * values[row]!) / unit;
      waves[row * ORDER + i] = Math.cos(angle);
      waves[row * ORDER + POINTS.length + i] = Math.sin(angle);
    }
  return waves;
}

/** Mean of the waves over one sample, and their covariance with the size in its denominator, row by row. */
function momentsOf(waves: Float64Array, counts: Float64Array, size: number) {
  const mean = new Float64Array(ORDER);
  const covariance = new Float64Array(ORDER * ORDER);
  const deviation = new Float64Array(ORDER);
  for (let row = 0; row < counts.length; row++)
    for (let i = 0; i < ORDER; i++) mean[i]! += counts[row]! * waves[row * ORDER + i]!;
  for (let i = 0; i < ORDER; i++) mean[i]! /= size;
  for (let row = 0; row < counts.length; row++) {
    const weight = counts[row]!;
    if (weight === 0) continue;
    for (let i = 0; i < ORDER; i++) deviation[i] = waves[row * ORDER + i]! - mean[i]!;
    for (let i = 0; i < ORDER; i++)
      for (let j = 0; j < ORDER; j++) covariance[i * ORDER + j]! += weight * deviation[i]! * deviation[j]!;
  }
  return { mean, covariance: covariance.map((entry) => entry / size) };
}

/**
 * Epps-Singleton: the distance between the two empirical characteristic functions at two points, in units of its
 * covariance; at least 0, symmetric, sensitive to shape where rank tests only see position, and right for discrete
 * values. P-value by chi-square with the covariance's rank (4, less for few distinct values) as degrees of freedom. As
 * `scipy.stats.epps_singleton_2samp` 1.17.1 (T. W. Epps and K. J. Singleton, J. Stat. Comput. Simul. 26, 1986).
 *
 * With fewer than five rows in a sample, an interquartile range of zero (more than half of the rows share one value),
 * or no variation inside the samples: null with the reason.
 */
export function eppsSingleton(counts: ValueCounts): TwoSampleResult {
  return compareSamples(counts, 5, (sizes) => {
    const { baseline: n, current: m } = sizes;
    const scale = scaleOfValues(counts.values);
    const quartile = (share: number): number => pooledQuantile(counts, n + m, share) / scale;
    const unit = (quartile(0.75) - quartile(0.25)) / 2;
    if (!(unit > 0)) return { statistic: null, reason: 'the interquartile range of both samples is 0' };
    const waves = wavesOf(
      counts.values.map((value) => value / scale),
      unit,
    );
    const one = momentsOf(waves, counts.baseline, n);
    const other = momentsOf(waves, counts.current, m);
    const all = n + m;
    const entryAt = (place: number): number =>
      (all / n) * one.covariance[place]! + (all / m) * other.covariance[place]!;
    const covariance = Array.from({ length: ORDER }, (_, i) =>
      Array.from({ length: ORDER }, (__, j) => entryAt(i * ORDER + j)),
    );
    if (covariance.some((row) => row.some((entry) => !Number.isFinite(entry))))
      return { statistic: null, reason: 'the values are too large for this statistic' };
    const { eigenvalues, eigenvectors } = decomposeSymmetric(covariance);
    const largest = Math.max(...eigenvalues);
    const kept = eigenvalues.flatMap((value, i) =>
      value > 0 && value > largest * RANK_TOLERANCE ? [i] : [],
    );
    if (kept.length === 0) return { statistic: null, reason: 'neither sample varies' };
    const difference = Array.from(one.mean, (part, i) => part - other.mean[i]!);
    let statistic = 0;
    for (const i of kept) {
      const along = difference.reduce((total, part, row) => total + part * eigenvectors[row]![i]!, 0);
      statistic += (all * along * along) / eigenvalues[i]!;
    }
    if (Math.max(n, m) < SMALL_SAMPLE) statistic /= 1 + all ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7);
    const degreesOfFreedom = kept.length;
    return { statistic, pValue: chiSquareTail(statistic, degreesOfFreedom), degreesOfFreedom };
  });
}
