import type { SampleSizes } from './compareSamples';
import { scaleOfValues } from './scaleOfValues';
import type { ValueCounts } from './valueCounts';

/**
 * ∫ f(F − G) dx over the steps of the two distribution functions, with x in units of `scale`: the caller multiplies by
 * what its unit asks for.
 */
export function integrateDistances(
  counts: ValueCounts,
  { baseline: n, current: m }: SampleSizes,
  ofDistance: (distance: number) => number,
): { integral: number; scale: number } {
  const { values } = counts;
  const scale = scaleOfValues(values);
  let below = 0;
  let belowCurrent = 0;
  let integral = 0;
  for (let i = 0; i + 1 < values.length; i++) {
    below += counts.baseline[i]!;
    belowCurrent += counts.current[i]!;
    const width = values[i + 1]! / scale - values[i]! / scale;
    integral += ofDistance(below / n - belowCurrent / m) * width;
  }
  return { integral, scale };
}
