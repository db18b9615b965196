import { NO_CLASS } from './classCodes';
import type { PerformanceTally, VariantTally } from './messages';

/**
 * Difference from which a replayed score is not the logged one: that of float32 arithmetic in another order. Relative
 * to the logged score where that is above 1, as those of regressions are.
 */
export const SCORE_TOLERANCE = 1e-6;
/** Rows of each kind that are told of a batch. */
const ROWS_TOLD = 8;

export const differs = (score: number, logged: number): boolean =>
  Math.abs(score - logged) > SCORE_TOLERANCE * Math.max(1, Math.abs(logged));

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
    differing: 0,
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
      if (differs(score, loggedScores[row]!)) tally.differing += 1;
    }
  }
  return tally;
}

/** A few rows that a version served itself, spread over the batch: whose scores differ, and whose do not. */
export function pickServed(
  scores: Float64Array,
  loggedScores: Float64Array,
  servedByIt: (row: number) => boolean,
): { differing: number[]; agreeing: number[] } {
  const picked = { differing: [] as number[], agreeing: [] as number[] };
  const step = Math.max(1, Math.floor(scores.length / 64));
  // Those that agree are many, and looked at here and there; those that differ may be few, and are looked for.
  for (let row = 0; row < scores.length; row++) {
    if (picked.differing.length === ROWS_TOLD && picked.agreeing.length === ROWS_TOLD) break;
    const difference = scores[row]! - loggedScores[row]!;
    if (difference !== difference || !servedByIt(row)) continue;
    if (differs(scores[row]!, loggedScores[row]!)) {
      if (picked.differing.length < ROWS_TOLD) picked.differing.push(row);
    } else if (row % step === 0 && picked.agreeing.length < ROWS_TOLD) picked.agreeing.push(row);
  }
  return picked;
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
