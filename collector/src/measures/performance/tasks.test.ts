import type { ResidualSums, TopCounts } from '../../contract';
import { computeMeasure } from '../catalogue';

/* Labels 1, 3, 0 with predictions 3, 1, 0: errors 2, −2, 0. */
const sums: ResidualSums = {
  weight: 3,
  rows: 3,
  servedRows: 4,
  served: 4,
  over: 2,
  under: 2,
  squared: 8,
  relative: 2 + 2 / 3,
  zeroLabels: 1,
  symmetric: 2,
  absoluteLabels: 4,
  squaredLog: 0.5,
  withoutLog: 0,
  labelVariation: 14 / 3,
  largest: 2,
  median: 2,
};
const none: ResidualSums = {
  ...sums,
  weight: 0,
  rows: 0,
  over: 0,
  under: 0,
  squared: 0,
  largest: null,
  median: null,
};

test.each([
  ['performance.meanError', 0],
  ['performance.mae', 4 / 3],
  ['performance.rmse', Math.sqrt(8 / 3)],
  ['performance.smape', 2 / 3],
  ['performance.wape', 1],
  ['performance.medianAbsoluteError', 2],
  ['performance.maxError', 2],
  ['performance.r2', 1 - 8 / (14 / 3)],
  ['performance.pinballLoss', (0.9 * 2 + 0.1 * 2) / 3],
] as const)('%s of errors 2, −2 and 0 is %d, and has a reason without labels', (id, value) => {
  const result = computeMeasure(id, sums, { quantile: 0.9 });
  expect(result.value).toBeCloseTo(value, 12);
  expect(result).toMatchObject({ rows: 3, weight: 3, coverage: 0.75 });
  expect(computeMeasure(id, none, { quantile: 0.9 })).toMatchObject({
    value: null,
    reason: 'no labelled predictions',
  });
});

test('a percentage of a label that is 0 is not defined', () => {
  expect(computeMeasure('performance.mape', sums, {})).toMatchObject({
    value: null,
    reason: 'some labels are 0',
  });
  expect(computeMeasure('performance.wape', { ...sums, absoluteLabels: 0 }, {}).reason).toBe(
    'every label is 0',
  );
});

test('R² of labels that do not vary, and errors beyond the numbers, have a reason', () => {
  const constant = { ...sums, labelVariation: 0 };
  expect(computeMeasure('performance.r2', constant, {}).reason).toBe('the labels do not vary');
  const huge = { ...sums, squared: Infinity };
  expect(computeMeasure('performance.rmse', huge, {}).reason).toContain('too large');
  expect(computeMeasure('performance.mae', huge, {}).interval).toBeUndefined();
});

test('the interval of a mean error is that of the central limit', () => {
  const { interval } = computeMeasure('performance.meanError', sums, {});
  // Variance 8/3 over rows − 1.
  expect(interval!.upper).toBeCloseTo(1.959963984540054 * Math.sqrt(8 / 3 / 2), 12);
  expect(interval!.lower).toBeCloseTo(-interval!.upper, 12);
});

const top: TopCounts = {
  top: 10,
  topPositives: 8,
  topRows: 10,
  weight: 100,
  positives: 20,
  rows: 100,
  servedRows: 100,
  served: 125,
};

test.each([
  ['performance.precisionAtTop', 0.8],
  ['performance.recallAtTop', 0.4],
  ['performance.liftAtTop', 4],
] as const)('%s of 8 positives among the top 10 and 20 among 100 is %d', (id, value) => {
  expect(computeMeasure(id, top, { k: 10 })).toMatchObject({ value, rows: 100, coverage: 0.8 });
  expect(computeMeasure(id, top, { k: 11 })).toMatchObject({
    value: null,
    reason: 'fewer than 11 labelled predictions',
  });
});

test('without positives precision at the top is 0, and recall and lift are not defined', () => {
  const no = { ...top, topPositives: 0, positives: 0 };
  expect(computeMeasure('performance.precisionAtTop', no, { k: 10 }).value).toBe(0);
  for (const id of ['performance.recallAtTop', 'performance.liftAtTop'] as const)
    expect(computeMeasure(id, no, { k: 10 })).toMatchObject({ value: null, reason: 'no positive labels' });
});

describe('scores of three classes', () => {
  const of = (scores: number[], positives: number[], negatives: number[]) => ({
    scores: Float64Array.from(scores),
    positives: Float64Array.from(positives),
    negatives: Float64Array.from(negatives),
  });
  const counts = {
    classes: ['a', 'b', 'c'],
    byClass: [
      of([0.25, 0.5], [0, 2], [2, 0]),
      of([0.25, 0.5], [1, 0], [2, 1]),
      of([0.25, 0.5], [0, 1], [3, 0]),
    ],
    rows: 4,
    servedRows: 4,
    served: 4,
  };

  test('the areas are averaged, plainly or by how often a class occurred, and stand beside', () => {
    const macro = computeMeasure('performance.rocAucOneVsRest', counts, { average: 'macro' });
    // b: 1 positive at 0.25 against 0.25, 0.25, 0.5: two ties of three pairs.
    expect(macro.value).toBeCloseTo((1 + 1 / 3 + 1) / 3, 12);
    expect(macro.details).toEqual({ a: '1.0000', b: '0.3333', c: '1.0000' });
    const weighted = computeMeasure('performance.rocAucOneVsRest', counts, { average: 'weighted' });
    expect(weighted.value).toBeCloseTo((2 + 1 / 3 + 1) / 4, 12);
  });

  test('a class that did not occur leaves the mean undefined', () => {
    const without = { ...counts, byClass: [of([0.5], [4], [0]), ...counts.byClass.slice(1)] };
    expect(computeMeasure('performance.rocAucOneVsRest', without, {})).toMatchObject({
      value: null,
      reason: 'no labels on one side of class a',
    });
  });

  test('the loss is that of the true class', () => {
    const { value } = computeMeasure('performance.logLossOfClasses', counts, {});
    expect(value).toBeCloseTo(-(3 * Math.log(0.5) + Math.log(0.25)) / 4, 12);
  });
});

test('kappa is what chance leaves over, and undefined where it leaves nothing', () => {
  const confusion = (counts: number[][]) => ({
    classes: ['0', '1'],
    counts,
    unlabelled: [0, 0],
    rows: counts.flat().reduce((a, b) => a + b, 0),
    servedRows: 10,
  });
  const half = confusion([
    [4, 1],
    [1, 4],
  ]);
  expect(computeMeasure('performance.cohenKappa', half, {}).value).toBeCloseTo(0.6, 12);
  const one = confusion([
    [9, 0],
    [0, 0],
  ]);
  expect(computeMeasure('performance.cohenKappa', one, {})).toMatchObject({
    value: null,
    reason: 'only one class was predicted and occurred',
  });
});

test('a logarithm of −1 or less does not exist, and says so', () => {
  expect(computeMeasure('performance.rmsle', sums, {}).value).toBeCloseTo(Math.sqrt(0.5 / 3), 12);
  expect(computeMeasure('performance.rmsle', { ...sums, withoutLog: 1 }, {}).reason).toContain(
    'no logarithm',
  );
});

test('D² is what the model saves of the loss of the best constant', () => {
  const labels = { values: Float64Array.of(0, 1, 3), weights: Float64Array.of(1, 1, 1), rows: 3 };
  // The median 1 loses (1 + 2) / 2, the model (2 + 2) / 2.
  const median = computeMeasure('performance.d2Pinball', { residuals: sums, labels }, { quantile: 0.5 });
  expect(median.value).toBeCloseTo(1 - 2 / 1.5, 12);
  // The upper quantile is 3 and loses 0.1 · (3 + 2).
  const upper = computeMeasure('performance.d2Pinball', { residuals: sums, labels }, { quantile: 0.9 });
  expect(upper.value).toBeCloseTo(1 - 2 / 0.5, 12);
  const constant = { values: Float64Array.of(2), weights: Float64Array.of(3), rows: 3 };
  expect(
    computeMeasure('performance.d2Pinball', { residuals: sums, labels: constant }, { quantile: 0.5 }),
  ).toMatchObject({ value: null, reason: 'the labels do not vary' });
});

test('intervals of a forecast: coverage, width, and what is missing', () => {
  const counts = { served: 20, servedRows: 20, weight: 10, rows: 10, below: 1, above: 2, width: 30 };
  const covered = computeMeasure('performance.intervalCoverage', counts, {});
  expect(covered).toMatchObject({ value: 0.7, coverage: 0.5, details: { below: '0.1000', above: '0.2000' } });
  expect(covered.interval!.upper).toBeCloseTo(0.8922, 3);
  expect(computeMeasure('performance.intervalWidth', counts, {}).value).toBe(3);
  const waiting = { ...counts, weight: 0, rows: 0, below: 0, above: 0, width: 0 };
  expect(computeMeasure('performance.intervalCoverage', waiting, {}).reason).toBe('no labelled predictions');
  const without = { ...waiting, served: 0, servedRows: 0 };
  expect(computeMeasure('performance.intervalWidth', without, {}).reason).toBe(
    'no prediction came with an interval',
  );
});

test('rankings are means over requests, and wait for those that are not labelled completely', () => {
  const ranked = {
    all: 10,
    served: 10,
    requests: 4,
    weight: 4,
    rows: 40,
    ndcg: { sum: 3, squares: 2.5 },
    reciprocalRank: { sum: 2, squares: 1.5 },
    precision: { sum: 1, squares: 0.5 },
    hit: { sum: 3, squares: 3 },
  };
  const ndcg = computeMeasure('performance.ndcg', ranked, { k: 10 });
  expect(ndcg).toMatchObject({ value: 0.75, rows: 4, coverage: 0.4 });
  expect(ndcg.interval!.lower).toBeCloseTo(0.75 - 1.959963984540054 * Math.sqrt(0.0625 / 3), 12);
  expect(ndcg.interval!.upper).toBe(1);
  // Three of four requests, by Wilson.
  expect(computeMeasure('performance.hitRateAtK', ranked, {}).interval!.lower).toBeCloseTo(0.3006, 3);
  const waiting = { ...ranked, requests: 0, weight: 0 };
  expect(computeMeasure('performance.ndcg', waiting, {}).reason).toBe('no request is labelled completely');
  expect(computeMeasure('performance.ndcg', { ...waiting, all: 0 }, {}).reason).toContain('request id');
});
