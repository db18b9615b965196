import { compareSamples, type TwoSampleResult } from './compareSamples';
import { integrateDistances } from './integrateDistances';
import type { ValueCounts } from './valueCounts';

/**
 * Wasserstein distance of order 1: how far, on average, a row has to move, ∫ |F − G| dx; at least 0, symmetric, in the
 * unit of the feature. As `scipy.stats.wasserstein_distance` 1.17.1. No p-value.
 *
 * Without rows in a sample, or beyond the range of numbers: null with the reason.
 */
export function wasserstein(counts: ValueCounts): TwoSampleResult {
  return compareSamples(counts, 1, (sizes) => {
    const { integral, scale } = integrateDistances(counts, sizes, Math.abs);
    return { statistic: integral * scale };
  });
}
