import type { ConfusionCounts } from '../../contract';
import { countClass, labelledWeight } from '../performance/confusion';
import { rowsPerWeight } from '../results';

/** A share of some rows of one group, and how many logged rows it is of. */
export interface ShareOfRows {
  rate: number;
  rows: number;
}

/** One kind of rate of a group; null where the group has nothing that it is a share of. */
export type RateOfGroup = (confusion: ConfusionCounts, positive: number) => ShareOfRows | null;

/** A kind of rate with its name for people, and why a group may have none. */
export interface NamedRate {
  name: string;
  rate: RateOfGroup;
  /** Of labelled rows only; else of all answered ones. */
  ofLabelled: boolean;
  reason: string;
}

function rateOf(part: number, whole: number, perWeight: number): ShareOfRows | null {
  return whole > 0 ? { rate: part / whole, rows: whole * perWeight } : null;
}

const perLabelled = (confusion: ConfusionCounts): number =>
  rowsPerWeight(confusion.rows, labelledWeight(confusion));

/** Share that was predicted positive, of every answered prediction. */
export const SELECTION_OF_SERVED: NamedRate = {
  name: 'selection rate',
  ofLabelled: false,
  reason: 'no answered predictions',
  rate: (confusion, positive) => {
    const { truePositives, falsePositives } = countClass(confusion, positive);
    const served =
      labelledWeight(confusion) + confusion.unlabelled.reduce((total, count) => total + count, 0);
    const selected = truePositives + falsePositives + (confusion.unlabelled[positive] ?? 0);
    return rateOf(selected, served, rowsPerWeight(confusion.servedRows, served));
  },
};

/** Share that was predicted positive, of the labelled predictions. */
export const SELECTION_OF_LABELLED: NamedRate = {
  name: 'selection rate',
  ofLabelled: true,
  reason: 'no labelled predictions',
  rate: (confusion, positive) => {
    const { truePositives, falsePositives } = countClass(confusion, positive);
    return rateOf(truePositives + falsePositives, labelledWeight(confusion), perLabelled(confusion));
  },
};

/** Share of the positives that was found. */
export const TRUE_POSITIVE_RATE: NamedRate = {
  name: 'true positive rate',
  ofLabelled: true,
  reason: 'no positive labels',
  rate: (confusion, positive) => {
    const { truePositives, falseNegatives } = countClass(confusion, positive);
    return rateOf(truePositives, truePositives + falseNegatives, perLabelled(confusion));
  },
};

/** Share of the negatives that was taken for positive. */
export const FALSE_POSITIVE_RATE: NamedRate = {
  name: 'false positive rate',
  ofLabelled: true,
  reason: 'no negative labels',
  rate: (confusion, positive) => {
    const { falsePositives, trueNegatives } = countClass(confusion, positive);
    return rateOf(falsePositives, falsePositives + trueNegatives, perLabelled(confusion));
  },
};

/** Share of the predicted positives that were positive. */
export const PRECISION: NamedRate = {
  name: 'precision',
  ofLabelled: true,
  reason: 'nothing was predicted positive',
  rate: (confusion, positive) => {
    const { truePositives, falsePositives } = countClass(confusion, positive);
    return rateOf(truePositives, truePositives + falsePositives, perLabelled(confusion));
  },
};

/** Share of the labelled predictions that were right. */
export const ACCURACY: NamedRate = {
  name: 'accuracy',
  ofLabelled: true,
  reason: 'no labelled predictions',
  rate: (confusion, positive) => {
    const { truePositives, trueNegatives } = countClass(confusion, positive);
    return rateOf(truePositives + trueNegatives, labelledWeight(confusion), perLabelled(confusion));
  },
};
