import { chiSquareTail } from '../statistics/tails';
import { compareSamples, type TwoSampleResult } from './compareSamples';
import { levelTable } from './levelTable';
import type { LevelCounts } from './valueCounts';

/**
 * Pearson's chi-square on the 2 × levels table, both samples random: Σ (observed − expected)² / expected; at least 0,
 * symmetric. P-value by chi-square with levels − 1 degrees of freedom, no correction; doubtful where levels are
 * expected fewer than five times. As `scipy.stats.chi2_contingency(correction=False)` 1.17.1. Levels that neither
 * sample has are left out.
 *
 * Without rows in a sample: null with the reason. One level only: 0 with a p-value of 1.
 */
export function chiSquare(counts: LevelCounts): TwoSampleResult {
  return compareSamples(counts, 0, (sizes) => {
    const table = levelTable(counts, sizes);
    let statistic = 0;
    for (const { observed, expected } of table)
      for (const i of [0, 1] as const) statistic += (observed[i] - expected[i]) ** 2 / expected[i];
    const degreesOfFreedom = table.length - 1;
    if (degreesOfFreedom === 0)
      return { statistic: 0, pValue: 1, degreesOfFreedom, reason: 'all values are equal' };
    return { statistic, pValue: chiSquareTail(statistic, degreesOfFreedom), degreesOfFreedom };
  });
}
