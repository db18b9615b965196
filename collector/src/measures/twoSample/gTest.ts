import { chiSquareTail } from '../statistics/tails';
import { compareSamples, type TwoSampleResult } from './compareSamples';
import { levelTable } from './levelTable';
import type { LevelCounts } from './valueCounts';

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
    for (const { observed, expected } of table)
      for (const i of [0, 1] as const)
        // The differences add up to 0; taken off here, they keep the digits of a small sum.
        if (observed[i] > 0)
          half += observed[i] * Math.log(observed[i] / expected[i]) - (observed[i] - expected[i]);
        else half += expected[i];
    const degreesOfFreedom = table.length - 1;
    if (degreesOfFreedom === 0)
      return { statistic: 0, pValue: 1, degreesOfFreedom, reason: 'all values are equal' };
    const statistic = Math.max(0, 2 * half);
    return { statistic, pValue: chiSquareTail(statistic, degreesOfFreedom), degreesOfFreedom };
  });
}
