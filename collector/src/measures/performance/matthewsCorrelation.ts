import type { ConfusionCounts } from '../../contract';
import type { MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { standing } from './confusion';
import { withBootstrap } from './withBootstrap';

/**
 * Matthews correlation of predicted and actual class, from −1 to 1, for any number of classes.
 *
 * (c s − Σ tₖ pₖ) / √((s² − Σ pₖ²)(s² − Σ tₖ²)): c right ones, s all, tₖ actual and pₖ predicted rows of class k.
 * Null where only one class was predicted or occurred (scikit-learn 1.9.1 answers 0 there; equal to it elsewhere).
 * Source: Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient" (2004). BCa interval.
 */
export const matthewsCorrelation = withBootstrap(correlation);

function correlation(confusion: ConfusionCounts): MeasureResult {
  const { rows, weight, coverage } = standing(confusion);
  const { counts } = confusion;
  const actual = counts.map((row) => row.reduce((total, count) => total + count, 0));
  const predicted = counts.map((_, k) => counts.reduce((total, row) => total + row[k]!, 0));
  const right = counts.reduce((total, row, i) => total + row[i]!, 0);
  const product = (a: number[], b: number[]) => a.reduce((total, value, k) => total + value * b[k]!, 0);
  const spread =
    Math.sqrt(weight * weight - product(predicted, predicted)) *
    Math.sqrt(weight * weight - product(actual, actual));
  if (!(spread > 0)) {
    const reason = weight > 0 ? 'only one class was predicted or occurred' : 'no labelled predictions';
    return undefinedResult(reason, { rows, weight, coverage });
  }
  return { value: (right * weight - product(actual, predicted)) / spread, rows, weight, coverage };
}
