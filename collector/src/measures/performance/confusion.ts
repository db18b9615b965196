import type { ConfusionCounts } from '../../contract';
import { rowsPerWeight } from '../results';

/** Counts of one class against the rest, and what stands behind all of them. */
export interface ClassCounts {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Weight of the labelled rows. */
export const labelledWeight = (confusion: ConfusionCounts): number => sum(confusion.counts.map(sum));

/** Labelled share of the answered predictions; undefined where nothing was answered. */
export function confusionCoverage(confusion: ConfusionCounts): number | undefined {
  const labelled = labelledWeight(confusion);
  const served = labelled + sum(confusion.unlabelled);
  return served > 0 ? labelled / served : undefined;
}

export function countClass({ counts }: ConfusionCounts, index: number): ClassCounts {
  const truePositives = counts[index]?.[index] ?? 0;
  const actual = sum(counts[index] ?? []);
  const predicted = sum(counts.map((row) => row[index] ?? 0));
  const total = sum(counts.map(sum));
  return {
    truePositives,
    falsePositives: predicted - truePositives,
    falseNegatives: actual - truePositives,
    trueNegatives: total - predicted - actual + truePositives,
  };
}

/** What every result of a confusion carries. */
export function standing(confusion: ConfusionCounts) {
  const weight = labelledWeight(confusion);
  return {
    rows: confusion.rows,
    weight,
    coverage: confusionCoverage(confusion),
    rowsPerWeight: rowsPerWeight(confusion.rows, weight),
  };
}
