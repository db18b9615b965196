import { countScoredRows } from '../statistics';
import type { ConfusionCounts, MeasureDefinition, ScoreCounts } from '../../contract';
import type { Examples } from './example';
import { residualsOf } from './residualsOf';

const confusionOf = (counts: number[][], waiting = 0): ConfusionCounts => {
  const rows = counts.flat().reduce((sum, count) => sum + count, 0);
  return {
    classes: counts.map((_, index) => String(index)),
    counts,
    unlabelled: counts.map((_, index) => (index === 0 ? waiting : 0)),
    rows,
    servedRows: rows + waiting,
  };
};

const FIRST = confusionOf([
  [360, 40],
  [60, 140],
]);
const SECOND = confusionOf([
  [300, 60],
  [40, 100],
]);
const FIRST_BEFORE = confusionOf([
  [700, 100],
  [100, 300],
]);
const SECOND_BEFORE = confusionOf([
  [600, 100],
  [60, 240],
]);

const scoresOf = (scores: number[], positive: number[]): ScoreCounts => ({
  ...countScoredRows(Float64Array.from(scores), Uint8Array.from(positive)),
  rows: scores.length,
  servedRows: scores.length,
  served: scores.length,
});

const SCORES = scoresOf([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
const PAIRS = [
  { label: 3, prediction: 2.5 },
  { label: -0.5, prediction: 0 },
  { label: 2, prediction: 2 },
  { label: 7, prediction: 8 },
];
const IDENTITY = { x: Float64Array.of(0, 1), y: Float64Array.of(0, 1) };

const groupOf = ({ perGroup }: MeasureDefinition) => ({ ...(perGroup && { group: 'first' }) });

type Kinds =
  | 'confusion'
  | 'scores'
  | 'classScores'
  | 'top'
  | 'residuals'
  | 'constantForecast'
  | 'forecastIntervals'
  | 'ranking'
  | 'estimate'
  | 'estimatedLoss'
  | 'groups'
  | 'groupScores';

/** Of predictions and their labels. */
export const EXAMPLES_OF_LABELS: Examples<Kinds> = {
  confusion: {
    words:
      'of 100 labelled predictions 70 true negatives, 10 false positives, 5 false negatives and 15 true positives',
    input: () => ({
      ...confusionOf([
        [70, 10],
        [5, 15],
      ]),
      positive: 1,
    }),
  },
  scores: {
    words: 'scores 0.1 and 0.4 of negatives, 0.35 and 0.8 of positives',
    input: () => SCORES,
  },
  classScores: {
    words:
      'three rows of the classes a, b and c, with the scores 0.7, 0.2, 0.1; 0.3, 0.5, 0.2; and 0.2, 0.5, 0.3',
    input: () => ({
      classes: ['a', 'b', 'c'],
      byClass: [
        scoresOf([0.7, 0.3, 0.2], [1, 0, 0]),
        scoresOf([0.2, 0.5, 0.5], [0, 1, 0]),
        scoresOf([0.1, 0.2, 0.3], [0, 0, 1]),
      ],
      rows: 3,
      servedRows: 3,
      served: 3,
    }),
  },
  top: {
    words: '100 labelled predictions, 20 of them positive, 8 of those among the 10 highest scores',
    input: () => ({
      top: 10,
      topPositives: 8,
      topRows: 10,
      weight: 100,
      positives: 20,
      rows: 100,
      servedRows: 100,
      served: 100,
    }),
    params: { k: 10 },
  },
  residuals: {
    words: 'labels 3, −0.5, 2 and 7, predictions 2.5, 0, 2 and 8',
    input: () => residualsOf(PAIRS),
  },
  constantForecast: {
    words: 'labels 3, −0.5, 2 and 7, predictions 2.5, 0, 2 and 8',
    input: () => ({
      residuals: residualsOf(PAIRS),
      labels: { values: Float64Array.of(-0.5, 2, 3, 7), weights: Float64Array.of(1, 1, 1, 1), rows: 4 },
    }),
  },
  forecastIntervals: {
    words: '100 labelled predictions with intervals of a mean width of 2, 4 labels below and 6 above them',
    input: () => ({ served: 100, servedRows: 100, weight: 100, rows: 100, below: 4, above: 6, width: 200 }),
  },
  ranking: {
    words:
      'two requests of three predictions each, the relevant one first in the one and second in the other',
    input: () => ({
      all: 2,
      served: 2,
      requests: 2,
      weight: 2,
      rows: 6,
      ndcg: { sum: 1 + 1 / Math.log2(3), squares: 1 + 1 / Math.log2(3) ** 2 },
      reciprocalRank: { sum: 1.5, squares: 1.25 },
      precision: { sum: 2 / 3, squares: 2 / 9 },
      hit: { sum: 2, squares: 2 },
    }),
    params: { k: 3 },
  },
  estimate: {
    words: 'scores that are probabilities: six predictions of 0.2 and four of 0.8, all as in the baseline',
    input: () => ({
      predictions: {
        predicted: Int32Array.of(0, 1),
        scores: [Float64Array.of(0.2, 0.8)],
        weights: Float64Array.of(6, 4),
        rows: 10,
      },
      calibrations: [IDENTITY],
      classes: ['0', '1'],
      positive: 1,
      outside: { outside: 0, weight: 10, rows: 10 },
    }),
  },
  estimatedLoss: {
    words:
      'two predictions of which errors of 1 and 3 are expected, as in the baseline, whose losses deviate by 1',
    input: ({ id }) => ({
      losses: id === 'estimate.mae' ? Float64Array.of(1, 3) : Float64Array.of(1, 9),
      weights: Float64Array.of(1, 1),
      total: 2,
      learned: { deviation: 1, rows: 100 },
      outside: { outside: 0, weight: 2, rows: 2 },
    }),
  },
  groups: {
    words:
      'two groups: of the first 360 true negatives, 40 false positives, 60 false negatives and 140 true positives, of the ' +
      'second 300, 60, 40 and 100; in the baseline 700, 100, 100 and 300, and 600, 100, 60 and 240',
    input: (definition) => ({
      groups: { first: FIRST, second: SECOND },
      baseline: { first: FIRST_BEFORE, second: SECOND_BEFORE },
      positive: 1,
      minimumGroup: 100,
      ...groupOf(definition),
    }),
  },
  groupScores: {
    words:
      'the first group has the score 0.8 thrice, twice of a positive, and the second 0.2 thrice, always of a negative',
    input: (definition) => ({
      groups: { first: scoresOf([0.8, 0.8, 0.8], [1, 1, 0]), second: scoresOf([0.2, 0.2, 0.2], [0, 0, 0]) },
      baseline: null,
      minimumGroup: 1,
      ...groupOf(definition),
    }),
  },
};
