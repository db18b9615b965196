import type { ConfusionCounts } from '../../contract';
import type { MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { countClass, standing } from './confusion';
import { withBootstrap } from './withBootstrap';

/**
 * Mean, over the classes that occurred, of the share of each that was found: a rare class counts as much as a common
 * one. Equal to scikit-learn 1.9.1 `balanced_accuracy_score`. BCa interval.
 */
export const balancedAccuracy = withBootstrap(meanRecall);

function meanRecall(confusion: ConfusionCounts): MeasureResult {
  const { rows, weight, coverage } = standing(confusion);
  const recalls = confusion.classes
    .map((_, index) => countClass(confusion, index))
    .filter(({ truePositives, falseNegatives }) => truePositives + falseNegatives > 0)
    .map(({ truePositives, falseNegatives }) => truePositives / (truePositives + falseNegatives));
  if (recalls.length === 0) return undefinedResult('no labelled predictions', { rows, weight, coverage });
  return {
    value: recalls.reduce((total, recall) => total + recall, 0) / recalls.length,
    rows,
    weight,
    coverage,
  };
}
