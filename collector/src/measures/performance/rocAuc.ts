import type { ScoreCounts } from '../../contract';
import type { MeasureResult } from '../measure';
import { rowsPerWeight, undefinedResult } from '../results';
import { deLong, logitInterval } from '../statistics';
import { missingClass, standing } from './scores';

/**
 * Area under the ROC curve: the probability that a positive scores above a negative, ties counting one half; between
 * 0 and 1, and 0.5 for a score that tells nothing. With DeLong's interval on the logit scale.
 *
 * Of scores in bins it is told with the bound that the pairs within a bin leave. Equal to scikit-learn 1.9.1 `roc_auc_score`. Null where one of the classes is absent.
 *
 * @example positives 0.8 and 0.4 against negatives 0.3 and 0.4: 3.5 of 4 pairs, 0.875
 */
export function rocAuc(counts: ScoreCounts): MeasureResult {
  const { positives, negatives, counted } = standing(counts);
  const reason = missingClass(positives, negatives);
  if (reason) return undefinedResult(reason, counted);
  const { area, variance } = deLong(counts, rowsPerWeight(counts.rows, counted.weight))!;
  const interval = variance === null ? null : logitInterval({ area, variance });
  return {
    value: area,
    interval: interval ?? undefined,
    ...boundOf(counts, area, positives * negatives),
    ...counted,
  };
}

/** Of scores in bins: each pair within a bin counts as a tie, and may be right or wrong. */
function boundOf(counts: ScoreCounts, area: number, pairs: number): Pick<MeasureResult, 'bound'> {
  if (!counts.sums) return {};
  const tied = counts.positives.reduce((total, count, bin) => total + count * counts.negatives[bin]!, 0);
  const half = tied / pairs / 2;
  return { bound: { lower: Math.max(0, area - half), upper: Math.min(1, area + half) } };
}
