import { NO_CLASS } from './classCodes';
import type { PerformanceTally, VariantTally } from './messages';

/** Compares the scores and classes of a variant with what was logged. */
export function tallyVariant({
  scores,
  classes,
  loggedScores,
  loggedClasses,
  servedByIt,
}: {
  scores: Float64Array;
  classes: Int32Array;
  loggedScores: Float64Array;
  loggedClasses: Int32Array;
  /** Rows that this very version answered. */
  servedByIt: (row: number) => boolean;
}): VariantTally {
  const tally: VariantTally = {
    scored: 0,
    scoreSum: 0,
    comparedClasses: 0,
    sameClass: 0,
    comparedScores: 0,
    largestDifference: 0,
  };
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    if (score !== score) continue;
    tally.scored += 1;
    tally.scoreSum += score;
    if (classes[row] !== NO_CLASS && loggedClasses[row] !== NO_CLASS) {
      tally.comparedClasses += 1;
      if (classes[row] === loggedClasses[row]) tally.sameClass += 1;
    }
    const difference = Math.abs(score - loggedScores[row]!);
    if (difference === difference && servedByIt(row)) {
      tally.comparedScores += 1;
      tally.largestDifference = Math.max(tally.largestDifference, difference);
    }
  }
  return tally;
}

/** Holds scores and classes against the labels that have arrived. */
export function tallyPerformance(
  scores: Float64Array,
  classes: Int32Array,
  labels: Int32Array,
  hasLabel: (row: number) => boolean,
): PerformanceTally {
  const tally: PerformanceTally = { labelled: 0, classified: 0, correct: 0 };
  for (let row = 0; row < scores.length; row++) {
    if (!hasLabel(row) || Number.isNaN(scores[row])) continue;
    tally.labelled += 1;
    if (classes[row] === NO_CLASS || labels[row] === NO_CLASS) continue;
    tally.classified += 1;
    if (classes[row] === labels[row]) tally.correct += 1;
  }
  return tally;
}
