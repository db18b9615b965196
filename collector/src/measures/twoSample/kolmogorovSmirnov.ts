import { kolmogorovTail } from '../statistics/tails';
import { compareSamples, type TwoSampleResult } from './compareSamples';
import type { ValueCounts } from './valueCounts';

/** To the nearest whole number, halves to the even one, as NumPy rounds. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}

/**
 * Kolmogorov-Smirnov: the largest distance between the two distribution functions, max |F − G|; 0 for equal samples,
 * 1 where they do not overlap, symmetric. Two-sided p-value from the distribution of one sample of nm / (n + m) rows
 * (rounded), which ties make conservative. As `scipy.stats.ks_2samp(method='asymp')` 1.17.1.
 *
 * Without rows in a sample: null with the reason. With an effective size that rounds to 0 (one row each): no p-value.
 */
export function kolmogorovSmirnov(counts: ValueCounts): TwoSampleResult {
  return compareSamples(counts, 1, ({ baseline: n, current: m }) => {
    let below = 0;
    let belowCurrent = 0;
    let statistic = 0;
    for (let i = 0; i < counts.values.length; i++) {
      below += counts.baseline[i]!;
      belowCurrent += counts.current[i]!;
      statistic = Math.max(statistic, Math.abs(below / n - belowCurrent / m));
    }
    const size = roundHalfToEven((n * m) / (n + m));
    return { statistic, pValue: size < 1 ? NaN : kolmogorovTail(size, statistic) };
  });
}
