import { chiSquareTail } from '../statistics/tails';
import { compareSamples, type TwoSampleResult } from './compareSamples';
import { levelTable } from './levelTable';
import type { LevelCounts } from './valueCounts';

/**
 * (1 + x) ln(1 + x) − x, at least 0: observed ln(observed / expected) by the expected count, less the difference of the
 * two, which adds up to 0 over a table; taken off here, it keeps the digits of a small sum.
 */
const divergence = (x: number): number => (x > -1 ? (1 + x) * Math.log1p(x) - x : 1);

/**
 * G, the likelihood ratio on the 2 × levels table, both samples random: 2 Σ observed ln(observed / expected); at least
 * 0, symmetric. P-value by chi-square with levels − 1 degrees of freedom, no correction. As
 * `scipy.stats.chi2_contingency(correction=False, lambda_='log-likelihood')` 1.17.1. Levels that neither sample has are
 * left out; a level that one sample has not adds nothing there.
 *
 * Without rows in a sample: null with the reason. One level only: 0 with a p-value of 1.
 */
export function gTest(counts: LevelCounts): TwoSampleResult {
  return compareSamples(counts, 0, (sizes) => {
    const table = levelTable(counts, sizes);
    let half = 0;
    const all = sizes.baseline + sizes.current;
    for (const { observed, expected } of table) {
      const pooled = observed[0] + observed[1];
      [sizes.baseline, sizes.current].forEach((size, i) => {
        // Whole numbers, so that nothing is lost where observed and expected are nearly equal.
        const excess = (observed[i]! * all - pooled * size) / (pooled * size);
        half += expected[i]! * divergence(excess);
      });
    }
    const degreesOfFreedom = table.length - 1;
    if (degreesOfFreedom === 0)
      return { statistic: 0, pValue: 1, degreesOfFreedom, reason: 'all values are equal' };
    const statistic = 2 * half;
    return { statistic, pValue: chiSquareTail(statistic, degreesOfFreedom), degreesOfFreedom };
  });
}
