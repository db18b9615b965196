import type { AttributionCounts } from '../../contract';
import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';

/**
 * Total variation distance between the shares that features have in the mean absolute attributions, now and in earlier
 * days: 0 where every feature weighs as before, 1 where others altogether decide. Shares rather than the attributions
 * themselves, so that a version whose scores are on another scale does not drift by that alone.
 *
 * Total variation: Levin, Peres and Wilmer, "Markov Chains and Mixing Times" (2009), chapter 4.
 *
 * @example mean attributions 3 and 1, before 2 and 2: ½ (|0.75 − 0.5| + |0.25 − 0.5|) = 0.25
 */
export function attributionDrift({ current, earlier }: MeasureInputs['attributions']): MeasureResult {
  const counted = { rows: current.attributedRows, weight: current.attributed };
  const now = sharesOf(current);
  if (!now) return undefinedResult('no predictions with attributions other than 0', counted);
  const before = earlier && sharesOf(earlier);
  if (!before) return undefinedResult('no attributions in the days before', counted);
  let distance = 0;
  let most = { feature: '', change: 0 };
  for (const feature of new Set([...now.keys(), ...before.keys()])) {
    const change = (now.get(feature) ?? 0) - (before.get(feature) ?? 0);
    distance += Math.abs(change) / 2;
    if (Math.abs(change) > Math.abs(most.change)) most = { feature, change };
  }
  return {
    value: Math.min(1, distance),
    ...counted,
    evidenceRows: Math.min(current.attributedRows, earlier.attributedRows),
    details: { most: most.feature, shareChange: most.change.toFixed(4) },
  };
}

/** Null where nothing contributes, or the sums are beyond numbers. */
function sharesOf({ absolute }: AttributionCounts): Map<string, number> | null {
  const entries = Object.entries(absolute);
  const total = entries.reduce((sum, [, value]) => sum + value, 0);
  if (!(total > 0) || !Number.isFinite(total)) return null;
  return new Map(entries.map(([feature, value]) => [feature, value / total]));
}
