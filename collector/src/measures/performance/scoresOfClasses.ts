import { type ClassScoreCounts, LEAST_PROBABILITY } from '../../contract';
import type { MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { rocAuc } from './rocAuc';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function standing({ byClass, rows, served }: ClassScoreCounts) {
  const weight = byClass.reduce((total, { positives }) => total + sum(positives), 0);
  return { rows, weight, coverage: served > 0 ? weight / served : undefined };
}

/**
 * Mean over the classes of the ROC AUC of each against the rest, between 0 and 1; `weighted` by how often each
 * occurred. Null where a class did not occur, because its AUC is not defined then. Those of the classes stand beside
 * it. scikit-learn 1.9.1 `roc_auc_score(multi_class='ovr')`.
 */
export function rocAucOneVsRest(counts: ClassScoreCounts, { average }: Parameters): MeasureResult {
  const counted = standing(counts);
  if (!(counted.weight > 0)) return undefinedResult('no labelled predictions', counted);
  let value = 0;
  let total = 0;
  const details: Record<string, string> = {};
  for (const [index, name] of counts.classes.entries()) {
    const ofClass = counts.byClass[index]!;
    const area = rocAuc({ ...counts, ...ofClass }).value;
    if (area === null) return undefinedResult(`no labels on one side of class ${name}`, counted);
    const share = average === 'weighted' ? sum(ofClass.positives) : 1;
    value += area * share;
    total += share;
    details[name] = area.toFixed(4);
  }
  return { value: value / total, details, ...counted };
}

/** Mean negative log likelihood of the true class, from 0 upwards. scikit-learn 1.9.1 `log_loss` of clipped scores. */
export function logLossOfClasses(counts: ClassScoreCounts): MeasureResult {
  const counted = standing(counts);
  if (!(counted.weight > 0)) return undefinedResult('no labelled predictions', counted);
  let loss = 0;
  for (const { scores, positives } of counts.byClass) {
    scores.forEach((score, k) => {
      const clipped = Math.min(Math.max(score, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
      loss -= positives[k]! * Math.log(clipped);
    });
  }
  return { value: loss / counted.weight, ...counted };
}
