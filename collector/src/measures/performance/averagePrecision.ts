import type { ScoreCounts } from '../../contract';
import type { MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { standing } from './scores';

/**
 * Average precision: the precision at each threshold, weighted by the recall that it gains. Without interpolation,
 * which is optimistic.
 *
 * Σ (Rₙ − Rₙ₋₁) Pₙ over falling distinct scores; equal to scikit-learn 1.9.1 `average_precision_score`.
 */
export function averagePrecision(counts: ScoreCounts): MeasureResult {
  const { positives, counted } = standing(counts);
  if (!(positives > 0)) {
    return undefinedResult(counted.weight > 0 ? 'no positive labels' : 'no labelled predictions', counted);
  }
  let found = 0;
  let flagged = 0;
  let value = 0;
  for (let k = counts.scores.length - 1; k >= 0; k--) {
    found += counts.positives[k]!;
    flagged += counts.positives[k]! + counts.negatives[k]!;
    value += (counts.positives[k]! / positives) * (flagged > 0 ? found / flagged : 0);
  }
  return { value, ...counted };
}
