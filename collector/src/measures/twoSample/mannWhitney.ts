import { doubledNormalTail } from '../statistics/tails';
import { compareSamples, type TwoSampleResult } from './compareSamples';
import type { ValueCounts } from './valueCounts';

/**
 * Mann-Whitney: U, the number of pairs in which the baseline's value is larger, half of it where they are equal; from 0
 * to nm, nm / 2 when neither sample tends to be larger, and nm less U with the samples exchanged. Two-sided p-value by
 * the normal limit with corrections for ties and continuity. As `scipy.stats.mannwhitneyu(method='asymptotic')` 1.17.1.
 *
 * Without rows in a sample: null with the reason. All values equal: nm / 2 with a p-value of 1.
 */
export function mannWhitney(counts: ValueCounts): TwoSampleResult {
  return compareSamples(counts, 1, ({ baseline: n, current: m }) => {
    const all = n + m;
    let belowCurrent = 0;
    let statistic = 0;
    let ties = 0;
    let distinct = 0;
    for (let i = 0; i < counts.values.length; i++) {
      const own = counts.baseline[i]!;
      const other = counts.current[i]!;
      const tied = own + other;
      if (tied > 0) distinct++;
      statistic += own * (belowCurrent + other / 2);
      ties += tied * (tied * tied - 1);
      belowCurrent += other;
    }
    if (distinct === 1) return { statistic, pValue: 1, reason: 'all values are equal' };
    const deviation = Math.sqrt(((n * m) / 12) * (all + 1 - ties / (all * (all - 1))));
    const distance = Math.abs(statistic - (n * m) / 2) - 0.5;
    return { statistic, pValue: Math.min(1, doubledNormalTail(distance / deviation)) };
  });
}
