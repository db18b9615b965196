import { compareSamples, type TwoSampleResult } from './compareSamples';
import { integrateDistances } from './integrateDistances';
import type { ValueCounts } from './valueCounts';

/**
 * Energy distance, √(2 ∫ (F − G)² dx) = √(2 E|X − Y| − E|X − X′| − E|Y − Y′|); at least 0, symmetric, in the square
 * root of the feature's unit. As `scipy.stats.energy_distance` 1.17.1 (G. J. Székely, 2002). No p-value.
 *
 * Without rows in a sample, or with infinite values: null with the reason.
 */
export function energyDistance(counts: ValueCounts): TwoSampleResult {
  return compareSamples(counts, 1, (sizes) => {
    const { integral, scale } = integrateDistances(counts, sizes, (distance) => distance * distance);
    return { statistic: Math.sqrt(2 * integral) * Math.sqrt(scale) };
  });
}
