import type { LevelCounts, ValueCounts } from './valueCounts';

/** What a two-sample test answers: never NaN. */
export interface TwoSampleResult {
  /** Null where it is not defined; `reason` then says why. */
  statistic: number | null;
  /** Probability of a statistic at least as far from equality if both samples came from one distribution. */
  pValue?: number;
  degreesOfFreedom?: number;
  reason?: string;
}

/** Weights of the two samples; the number of their rows where nothing was sampled. */
export interface SampleSizes {
  baseline: number;
  current: number;
}

const sum = (counts: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  return total;
};

/**
 * What all tests share: a sample with fewer rows than the test needs answers with the reason instead, and so does
 * arithmetic that left the range of numbers (values near 1e308, or infinite ones).
 */
export function compareSamples(
  counts: ValueCounts | LevelCounts,
  leastRows: number,
  test: (sizes: SampleSizes) => TwoSampleResult,
): TwoSampleResult {
  const sizes = { baseline: sum(counts.baseline), current: sum(counts.current) };
  if (!(sizes.baseline > 0)) return { statistic: null, reason: 'the baseline has no values' };
  if (!(sizes.current > 0)) return { statistic: null, reason: 'no present values' };
  if (sizes.baseline < leastRows || sizes.current < leastRows) {
    const which = sizes.baseline < leastRows ? 'the baseline' : 'the window';
    return { statistic: null, reason: `${which} has fewer than ${leastRows} values` };
  }
  const result = test(sizes);
  if (result.statistic === null) return result;
  if (!Number.isFinite(result.statistic))
    return { statistic: null, reason: 'the values are too large for this statistic' };
  if (result.pValue === undefined || !Number.isNaN(result.pValue)) return result;
  return { statistic: result.statistic, reason: 'the samples are too small for a p-value' };
}
