import type { ConfusionCounts, ScoreCounts } from '../../contract';
import { countScoredRows } from '../statistics';

export const confusionOf = (counts: number[][], more: Partial<ConfusionCounts> = {}): ConfusionCounts => ({
  classes: counts.map((_, i) => String(i)),
  counts,
  unlabelled: counts.map(() => 0),
  rows: counts.flat().reduce((a, b) => a + b, 0),
  servedRows: 0,
  ...more,
});

export const scoresOf = (scores: number[], positive: number[]): ScoreCounts => ({
  ...countScoredRows(Float64Array.from(scores), Uint8Array.from(positive)),
  rows: scores.length,
  servedRows: scores.length,
  served: scores.length,
});

/** Of 100 rows 20 are positive, and 25 are called so. */
export const binary = {
  ...confusionOf([
    [70, 10],
    [5, 15],
  ]),
  positive: 1,
};
