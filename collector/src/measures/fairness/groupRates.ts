import type { ConfusionCounts } from '../../contract';
import { countClass, labelledWeight } from '../performance/confusion';
import { rowsPerWeight } from '../results';

/** A rate of one group, and the logged rows that it is a share of. */
export interface GroupRate {
  group: string;
  rate: number;
  rows: number;
}

/** One kind of rate of a group; null where the group has nothing that it is a share of. */
export type RateOfGroup = (
  confusion: ConfusionCounts,
  positive: number,
) => { rate: number; rows: number } | null;

function rateOf(part: number, whole: number, perWeight: number): { rate: number; rows: number } | null {
  return whole > 0 ? { rate: part / whole, rows: whole * perWeight } : null;
}

/** Share that was predicted positive, of every answered prediction. */
export const selectionRateOfServed: RateOfGroup = (confusion, positive) => {
  const { truePositives, falsePositives } = countClass(confusion, positive);
  const served = labelledWeight(confusion) + confusion.unlabelled.reduce((total, count) => total + count, 0);
  const selected = truePositives + falsePositives + (confusion.unlabelled[positive] ?? 0);
  return rateOf(selected, served, rowsPerWeight(confusion.servedRows, served));
};

/** Share that was predicted positive, of the labelled predictions. */
export const selectionRateOfLabelled: RateOfGroup = (confusion, positive) => {
  const { truePositives, falsePositives } = countClass(confusion, positive);
  const labelled = labelledWeight(confusion);
  return rateOf(truePositives + falsePositives, labelled, rowsPerWeight(confusion.rows, labelled));
};

/** Share of the positives that was found. */
export const truePositiveRate: RateOfGroup = (confusion, positive) => {
  const { truePositives, falseNegatives } = countClass(confusion, positive);
  const perWeight = rowsPerWeight(confusion.rows, labelledWeight(confusion));
  return rateOf(truePositives, truePositives + falseNegatives, perWeight);
};

/** Share of the negatives that was taken for positive. */
export const falsePositiveRate: RateOfGroup = (confusion, positive) => {
  const { falsePositives, trueNegatives } = countClass(confusion, positive);
  const perWeight = rowsPerWeight(confusion.rows, labelledWeight(confusion));
  return rateOf(falsePositives, falsePositives + trueNegatives, perWeight);
};
