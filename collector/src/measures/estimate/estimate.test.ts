import * as fc from 'fast-check';
import { computeMeasure } from '../catalogue';
import type { MeasureInputs } from '../measure';
import { calibrate, fitIsotonic } from '../statistics';

const MEASURES = [
  'estimate.accuracy',
  'estimate.precision',
  'estimate.recall',
  'estimate.specificity',
  'estimate.f1',
  'estimate.rocAuc',
] as const;

/** Scores are taken as they are. */
const identity = { x: Float64Array.of(0, 1), y: Float64Array.of(0, 1) };

const binary = (
  rows: [predicted: number, score: number, weight: number][],
  outside = 0,
): MeasureInputs['estimate'] => ({
  predictions: {
    predicted: Int32Array.from(rows, ([predicted]) => predicted),
    scores: [Float64Array.from(rows, ([, score]) => score)],
    weights: Float64Array.from(rows, ([, , weight]) => weight),
    rows: rows.length,
  },
  calibrations: [identity],
  classes: ['0', '1'],
  positive: 1,
  outside: { outside, weight: 100, rows: 100 },
});
const LIMIT = { maximumOutside: 0.05 };

test.each([
  // Expected counts: TP 0.75, FP 0.25, FN 0.25, TN 0.75.
  ['estimate.accuracy', 0.75],
  ['estimate.precision', 0.75],
  ['estimate.recall', 0.75],
  ['estimate.specificity', 0.75],
  ['estimate.f1', 0.75],
  // 0.25 false ones at the first step beside 0.75 true, 0.75 at the second: 0.25 · 0.375 + 0.75 · 0.875.
  ['estimate.rocAuc', 0.75],
] as const)('%s of a sure yes and a sure no of three quarters is %d', (id, value) => {
  const input = binary([
    [1, 0.75, 1],
    [0, 0.25, 1],
  ]);
  const result = computeMeasure(id, input, LIMIT);
  expect(result.value).toBeCloseTo(value, 12);
  expect(result).toMatchObject({ rows: 2, weight: 2, details: { 'outside the baseline': '0 %' } });
});

test('a row outside in twenty is still estimated, more are refused', () => {
  const rows: [number, number, number][] = [
    [1, 0.75, 50],
    [0, 0.25, 50],
  ];
  for (const id of MEASURES) {
    expect(computeMeasure(id, binary(rows, 5), LIMIT)).toMatchObject({
      value: expect.any(Number) as number,
      details: { 'outside the baseline': '5 %' },
    });
    expect(computeMeasure(id, binary(rows, 6), LIMIT)).toMatchObject({
      value: null,
      reason: '6 % of the rows are outside the baseline, and above 5 % nothing is estimated',
    });
    expect(computeMeasure(id, binary([]), LIMIT)).toMatchObject({
      value: null,
      reason: 'no scored predictions',
    });
  }
});

test('what is not defined has a reason', () => {
  const negative = binary([[0, 0, 10]]);
  expect(computeMeasure('estimate.precision', negative, LIMIT).reason).toBe('nothing was predicted positive');
  expect(computeMeasure('estimate.recall', negative, LIMIT).reason).toBe('no positives are expected');
  expect(computeMeasure('estimate.rocAuc', negative, LIMIT).reason).toBe('only one class is expected');
  expect(computeMeasure('estimate.accuracy', negative, LIMIT).value).toBe(1);
});

test('calibrated scores of three classes are brought to a sum of 1, or to equal ones', () => {
  const input: MeasureInputs['estimate'] = {
    predictions: {
      predicted: Int32Array.of(0, 2),
      scores: [Float64Array.of(0.5, 0), Float64Array.of(0.25, 0), Float64Array.of(0.25, 0)],
      weights: Float64Array.of(1, 1),
      rows: 2,
    },
    calibrations: [{ x: Float64Array.of(0, 1), y: Float64Array.of(0, 0.5) }, identity, identity],
    classes: ['a', 'b', 'c'],
    outside: { outside: 0, weight: 2, rows: 2 },
  };
  // 0.25, 0.25, 0.25 and 0, 0, 0: a third each.
  expect(computeMeasure('estimate.accuracy', input, LIMIT).value).toBeCloseTo(1 / 3, 12);
});

describe('isotonic regression', () => {
  const fit = (x: number[], mean: number[], weight: number[] = x.map(() => 1)) =>
    fitIsotonic({ x, mean, weight })!;

  test('pools what falls, is linear between points and level beyond', () => {
    const one = fit([1, 2, 3, 5], [0, 1, 0, 1], [1, 1, 3, 1]);
    expect([0, 1, 1.5, 2, 2.5, 3, 4, 5, 9].map((at) => calibrate(one, at))).toEqual([
      0, 0, 0.125, 0.25, 0.25, 0.25, 0.625, 1, 1,
    ]);
    expect(fitIsotonic({ x: [], mean: [], weight: [] })).toBeNull();
    expect(calibrate(fit([3], [0.5]), 7)).toBe(0.5);
  });

  const samples = fc
    .uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 })
    .chain((x) =>
      fc.tuple(
        fc.constant(x.sort((a, b) => a - b)),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: x.length, maxLength: x.length }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: x.length, maxLength: x.length }),
      ),
    );

  test('never falls, keeps the mean, and is no further off than any other rising step', () => {
    fc.assert(
      fc.property(samples, ([x, mean, weight]) => {
        const fitted = fit(x, mean, weight);
        const values = x.map((at) => calibrate(fitted, at));
        const total = (of: (i: number) => number) => x.reduce((sum, _, i) => sum + weight[i]! * of(i), 0);
        for (let i = 1; i < values.length; i++)
          expect(values[i]!).toBeGreaterThanOrEqual(values[i - 1]! - 1e-12);
        expect(total((i) => values[i]!)).toBeCloseTo(
          total((i) => mean[i]!),
          9,
        );
        const distance = total((i) => (values[i]! - mean[i]!) ** 2);
        const level = total((i) => mean[i]!) / total(() => 1);
        expect(distance).toBeLessThanOrEqual(total((i) => (level - mean[i]!) ** 2) + 1e-9);
        const running = mean.map((_, i) => Math.max(...mean.slice(0, i + 1)));
        expect(distance).toBeLessThanOrEqual(total((i) => (running[i]! - mean[i]!) ** 2) + 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});
