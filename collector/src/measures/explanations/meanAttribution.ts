import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { CONFIDENCE, criticalValue } from '../statistics';

/**
 * Mean |attribution| of a feature over the predictions that carry attributions, with the normal interval of a mean. A
 * prediction that does not name the feature counts as 0: explainers leave out what contributed nothing.
 *
 * Lundberg and Lee, "A unified approach to interpreting model predictions" (2017).
 */
export function meanAttribution({ current, feature = '' }: MeasureInputs['attributions']): MeasureResult {
  const { attributed, attributedRows } = current;
  const counted = { rows: attributedRows, weight: attributed };
  if (!(attributed > 0)) return undefinedResult('no predictions with attributions', counted);
  const value = (current.absolute[feature] ?? 0) / attributed;
  if (!Number.isFinite(value)) return undefinedResult('attributions too large to add up', counted);
  const variance = Math.max(0, (current.squared[feature] ?? 0) / attributed - value * value);
  const half = criticalValue(CONFIDENCE) * Math.sqrt(variance / (attributedRows - 1));
  return {
    value,
    interval: Number.isFinite(half) ? { lower: Math.max(0, value - half), upper: value + half } : undefined,
    ...counted,
  };
}
