import { compareSamples, type TwoSampleResult } from './compareSamples';
import { levelTable } from './levelTable';
import type { LevelCounts } from './valueCounts';

/**
 * L-infinity distance of two samples of categories: the largest change of one level's share, max |p − q|; from 0 for
 * equal shares to 1, symmetric. No p-value.
 *
 * Without rows in a sample: null with the reason.
 */
export function lInfinity(counts: LevelCounts): TwoSampleResult {
  return compareSamples(counts, 0, (sizes) => {
    let statistic = 0;
    for (const { observed } of levelTable(counts, sizes))
      statistic = Math.max(statistic, Math.abs(observed[0] / sizes.baseline - observed[1] / sizes.current));
    return { statistic };
  });
}
