import type { ScoreCounts } from '../../contract';
import type { MeasureResult } from '../measure';
import { rowsPerWeight, undefinedResult } from '../results';
import { deLong, logitInterval } from '../statistics';
import { missingClass, standing } from './scores';

/**
 * Area under the ROC curve: the probability that a positive scores above a negative, ties counting one half; between
 * 0 and 1, and 0.5 for a score that tells nothing. With DeLong's interval on the logit scale.
 *
 * Equal to scikit-learn 1.9.1 `roc_auc_score`. Null where one of the classes is absent.
 *
 * @example positives 0.8 and 0.4 against negatives 0.3 and 0.4: 3.5 of 4 pairs, 0.875
 */
export function rocAuc(counts: ScoreCounts): MeasureResult {
  const { positives, negatives, counted } = standing(counts);
  const reason = missingClass(positives, negatives);
  if (reason) return undefinedResult(reason, counted);
  const { area, variance } = deLong(counts, rowsPerWeight(counts.rows, counted.weight))!;
  const interval = variance === null ? null : logitInterval({ area, variance });
  return { value: area, interval: interval ?? undefined, ...counted };
}
