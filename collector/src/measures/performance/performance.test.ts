import fc from 'fast-check';
import {
  accuracy,
  averagePrecision,
  balancedAccuracy,
  brierScore,
  calibrationError,
  f1,
  kolmogorovSmirnovSeparation,
  logLoss,
  matthewsCorrelation,
  precision,
  recall,
  rocAuc,
  specificity,
} from '.';
import { binary, confusionOf, scoresOf } from './testSamples';

test.each([
  ['accuracy', accuracy, 85 / 100],
  ['balanced accuracy', balancedAccuracy, (70 / 80 + 15 / 20) / 2],
  ['precision', precision, 15 / 25],
  ['recall', recall, 15 / 20],
  ['specificity', specificity, 70 / 80],
  ['F1', f1, 30 / 45],
  ['Matthews correlation', matthewsCorrelation, (70 * 15 - 10 * 5) / Math.sqrt(25 * 20 * 80 * 75)],
])('%s of a hand-worked confusion', (_name, measure, expected) => {
  expect(measure(binary).value).toBeCloseTo(expected, 12);
});

test('coverage counts the answered predictions whose label has not arrived', () => {
  const result = accuracy(
    confusionOf(
      [
        [70, 10],
        [5, 15],
      ],
      { unlabelled: [200, 100] },
    ),
  );
  expect(result).toMatchObject({ rows: 100, weight: 100, coverage: 0.25 });
});

test('without a positive class a rate is the mean over the classes', () => {
  const three = confusionOf([
    [2, 0, 0],
    [1, 1, 0],
    [0, 0, 4],
  ]);
  expect(recall(three).value).toBeCloseTo((1 + 0.5 + 1) / 3, 12);
  expect(precision(three).value).toBeCloseTo((2 / 3 + 1 + 1) / 3, 12);
});

test('what is not defined is null with a reason, never NaN', () => {
  const nothing = {
    ...confusionOf([
      [0, 0],
      [0, 0],
    ]),
    positive: 1,
  };
  for (const measure of [
    accuracy,
    balancedAccuracy,
    precision,
    recall,
    specificity,
    f1,
    matthewsCorrelation,
  ]) {
    expect(measure(nothing)).toMatchObject({ value: null, reason: 'no labelled predictions' });
  }
  const oneClass = {
    ...confusionOf([
      [9, 0],
      [0, 0],
    ]),
    positive: 1,
  };
  expect(precision(oneClass)).toMatchObject({ value: null, reason: 'nothing was predicted positive' });
  expect(recall(oneClass)).toMatchObject({ value: null, reason: 'no positive labels' });
  expect(matthewsCorrelation(oneClass).value).toBeNull();
  for (const measure of [rocAuc, kolmogorovSmirnovSeparation]) {
    expect(measure(scoresOf([0.2, 0.7], [1, 1]))).toMatchObject({
      value: null,
      reason: 'no negative labels',
    });
    expect(measure(scoresOf([], []))).toMatchObject({ value: null, reason: 'no labelled predictions' });
  }
  expect(averagePrecision(scoresOf([0.2], [0]))).toMatchObject({ value: null, reason: 'no positive labels' });
  expect(brierScore(scoresOf([], []))).toMatchObject({ value: null });
});

test('measures of scores, worked by hand', () => {
  const counts = scoresOf([0.8, 0.4, 0.3, 0.4], [1, 1, 0, 0]);
  expect(rocAuc(counts).value).toBe(0.875);
  // thresholds 0.8 (1 of 1), 0.4 (2 of 3), 0.3
  expect(averagePrecision(counts).value).toBeCloseTo(0.5 + 0.5 * (2 / 3), 12);
  expect(brierScore(counts).value).toBeCloseTo((0.04 + 0.36 + 0.09 + 0.16) / 4, 12);
  expect(logLoss(counts).value).toBeCloseTo(
    -(Math.log(0.8) + Math.log(0.4) + Math.log(0.7) + Math.log(0.6)) / 4,
    12,
  );
  expect(kolmogorovSmirnovSeparation(counts).value).toBe(0.5);
  expect(calibrationError(scoresOf([0.95, 0.95], [1, 0]), { bins: 10 }).value).toBeCloseTo(0.45, 12);
});

test('a certain mistake costs much, not infinitely much; a certain success costs nothing', () => {
  expect(Number.isFinite(logLoss(scoresOf([1, 0], [0, 1])).value)).toBe(true);
  expect(logLoss(scoresOf([1, 0], [1, 0])).value).toBeCloseTo(0, 12);
  expect(rocAuc(scoresOf([1, 0.9, 0, 0.1], [1, 1, 0, 0]))).toMatchObject({ value: 1, interval: undefined });
});

test('ROC AUC depends on the order of the scores alone', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1)), {
        minLength: 2,
        maxLength: 50,
      }),
      (rows) => {
        const labels = rows.map(([, label]) => label);
        const plain = rocAuc(
          scoresOf(
            rows.map(([score]) => Math.round(score * 20)),
            labels,
          ),
        ).value;
        const moved = rocAuc(
          scoresOf(
            rows.map(([score]) => Math.exp(Math.round(score * 20))),
            labels,
          ),
        ).value;
        expect(moved).toBe(plain);
      },
    ),
  );
});
