import { harmonicNumbers } from '../statistics/tails';
import { compareSamples, type TwoSampleResult } from './compareSamples';
import type { ValueCounts } from './valueCounts';

/** Variance of A² of two samples if both come from one distribution (Scholz and Stephens, equation 4). */
function varianceOfTwoSamples(n: number, m: number): number {
  const all = n + m;
  const reciprocals = 1 / n + 1 / m;
  const { first, second } = harmonicNumbers(all);
  const h = first - 1 / all;
  // The double sum Σ_{i<j<N} 1 / ((N − i) j) in closed form, so that a large sample costs no loop over its rows.
  const g = second - (2 * first - 1 / all) / all;
  const a = 4 * g - 6 + (10 - 6 * g) * reciprocals;
  const b = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * reciprocals - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * reciprocals + 4 * h;
  const d = (2 * h + 6) * 4 - 8 * h;
  return (((a * all + b) * all + c) * all + d) / ((all - 1) * (all - 2) * (all - 3));
}

/**
 * Anderson-Darling for two samples: the squared distance between the distribution functions, weighted towards the
 * tails, ties counted by their middle, less its mean of 1 and in units of its standard deviation. Negative when the
 * samples are closer than chance would have them, symmetric; above 1.96 (p = 0.05), 3.75 (0.01). As the statistic of
 * `scipy.stats.anderson_ksamp` 1.17.1 with midranks; F. W. Scholz and M. A. Stephens, K-sample Anderson-Darling tests,
 * JASA 82, 1987, equations 4, 6 and 7. No p-value: what is published is a table between 0.001 and 0.25.
 *
 * Without rows in a sample, with fewer than four together, or with one distinct value only: null with the reason.
 */
export function andersonDarling(counts: ValueCounts): TwoSampleResult {
  return compareSamples(counts, 1, ({ baseline: n, current: m }) => {
    const all = n + m;
    if (all < 4) return { statistic: null, reason: 'the samples have fewer than 4 values together' };
    let below = 0;
    let belowCurrent = 0;
    let total = 0;
    for (let i = 0; i < counts.values.length; i++) {
      const own = counts.baseline[i]!;
      const other = counts.current[i]!;
      const tied = own + other;
      if (tied === all) return { statistic: null, reason: 'all values are equal' };
      const middle = below + belowCurrent + tied / 2;
      const spread = middle * (all - middle) - (all * tied) / 4;
      // Both samples have the same distance from their share of the pooled rows, with opposite signs.
      const distance = all * (below + own / 2) - middle * n;
      if (tied > 0) total += ((tied / all) * distance * distance) / spread;
      below += own;
      belowCurrent += other;
    }
    const squared = total * (1 / n + 1 / m) * ((all - 1) / all);
    return { statistic: (squared - 1) / Math.sqrt(varianceOfTwoSamples(n, m)) };
  });
}
