import { twoSidedStudentTail } from '../statistics/tails';
import { compareSamples, type TwoSampleResult } from './compareSamples';
import { scaleOfValues } from './scaleOfValues';
import type { ValueCounts } from './valueCounts';

/** Mean, and the variance of that mean, n − 1 in its denominator; 0 exactly where all values are equal. */
function meanWithVariance(
  values: Float64Array,
  counts: Float64Array,
  size: number,
): { mean: number; variance: number } {
  let mean = 0;
  let distinct = 0;
  for (let i = 0; i < values.length; i++) {
    if (!(counts[i]! > 0)) continue;
    mean += counts[i]! * values[i]!;
    distinct++;
  }
  mean /= size;
  if (distinct === 1) return { mean, variance: 0 };
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += counts[i]! * (values[i]! - mean) ** 2;
  return { mean, variance: squares / (size - 1) / size };
}

/**
 * Welch's t: the baseline's mean less the other's, in standard errors that each sample has of its own; 0 for equal
 * means, its sign changes with the samples exchanged. Two-sided p-value by Student's distribution with Welch and
 * Satterthwaite's degrees of freedom. As `scipy.stats.ttest_ind(equal_var=False)` 1.17.1.
 *
 * With fewer than two rows in a sample: null with the reason. Where neither sample varies: 0 with a p-value of 1 when
 * they are equal, else null with the reason.
 */
export function welchT(counts: ValueCounts): TwoSampleResult {
  return compareSamples(counts, 2, ({ baseline: n, current: m }) => {
    // Values far from zero but close to each other keep their digits when the middle is taken off first.
    const scale = scaleOfValues(counts.values);
    const origin = counts.values[counts.values.length >> 1]! / scale;
    const values = counts.values.map((value) => value / scale - origin);
    const one = meanWithVariance(values, counts.baseline, n);
    const other = meanWithVariance(values, counts.current, m);
    const variance = one.variance + other.variance;
    if (variance === 0) {
      if (one.mean === other.mean) return { statistic: 0, pValue: 1, reason: 'all values are equal' };
      return { statistic: null, reason: 'neither sample varies' };
    }
    const statistic = (one.mean - other.mean) / Math.sqrt(variance);
    // Taken of shares, because the square of a variance leaves the range of doubles long before the variance does.
    const share = one.variance / variance;
    const degreesOfFreedom = 1 / (share ** 2 / (n - 1) + (1 - share) ** 2 / (m - 1));
    return { statistic, pValue: twoSidedStudentTail(statistic, degreesOfFreedom), degreesOfFreedom };
  });
}
