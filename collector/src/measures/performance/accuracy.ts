import type { ConfusionCounts } from '../../contract';
import type { MeasureResult } from '../measure';
import { rateResult } from '../results';
import { standing } from './confusion';

/**
 * Share of the labelled predictions that were right, with its Wilson interval.
 *
 * Σ cᵢᵢ / Σ cᵢⱼ; equal to scikit-learn 1.9.1 `accuracy_score`.
 */
export function accuracy(confusion: ConfusionCounts): MeasureResult {
  const { rows, weight, coverage } = standing(confusion);
  const right = confusion.counts.reduce((total, row, i) => total + row[i]!, 0);
  return rateResult({
    part: right,
    whole: weight,
    wholeRows: rows,
    rows,
    weight,
    coverage,
    reason: 'no labelled predictions',
  });
}
