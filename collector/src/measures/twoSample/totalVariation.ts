import { compareSamples, type TwoSampleResult } from './compareSamples';
import { levelTable } from './levelTable';
import type { LevelCounts } from './valueCounts';

/**
 * Total variation distance of two samples of categories: the share of rows that would have to change their level,
 * ½ Σ |p − q|; from 0 for equal shares to 1 for no level in common, symmetric. No p-value.
 *
 * Without rows in a sample: null with the reason.
 */
export function totalVariation(counts: LevelCounts): TwoSampleResult {
  return compareSamples(counts, 0, (sizes) => {
    let statistic = 0;
    for (const { observed } of levelTable(counts, sizes))
      statistic += Math.abs(observed[0] / sizes.baseline - observed[1] / sizes.current) / 2;
    return { statistic };
  });
}
