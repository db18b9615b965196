import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { computeMeasure } from '../../catalogue';
import type { FeatureSample, SampleColumn } from '../../featureSample';
import type { MeasureInputs } from '../../measure';
import { learnLoss } from './learnLoss';
import { boostTrees, predictBoosted, type TreeBoosting } from './regressionTrees';

const { boosting } = JSON.parse(
  readFileSync(join(__dirname, '../../../../../test/reference/expected/losses.json'), 'utf8'),
) as {
  boosting: {
    columns: number[][];
    targets: number[];
    models: { options: TreeBoosting; predicted: number[] }[];
  };
};

function finish<T>(growing: Generator<void, T>): T {
  for (;;) {
    const { done, value } = growing.next();
    if (done) return value;
  }
}

test.each(boosting.models)("trees with $options predict what scikit-learn's do", ({ options, predicted }) => {
  const rows = {
    rows: boosting.targets.length,
    columns: boosting.columns.map((column) => Float64Array.from(column)),
  };
  const trees = finish(boostTrees(rows, Float64Array.from(boosting.targets), options));
  const ours = predictBoosted(trees, rows);
  const largest = ours.reduce((most, value, row) => Math.max(most, Math.abs(value - predicted[row]!)), 0);
  expect(largest).toBeLessThan(1e-9);
});

describe('a learned loss', () => {
  const number = (values: number[]): SampleColumn => ({ type: 'number', values: Float64Array.from(values) });
  const category = (codes: number[], dictionary: string[]): SampleColumn => ({
    type: 'category',
    codes: Int32Array.from(codes),
    dictionary,
  });
  const sampleOf = (rows: number, columns: Record<string, SampleColumn>): FeatureSample => ({
    rows,
    weights: new Float64Array(rows).fill(1),
    columns,
  });
  const ROWS = 300;
  const each = (of: (row: number) => number) => Array.from({ length: ROWS }, (_, row) => of(row));
  /** Errors are 3 where the client is `b`, −1 where the age is missing, else 0. */
  const baseline = sampleOf(ROWS, {
    age: number(each((row) => (row % 3 === 1 ? NaN : row % 7))),
    client: category(
      each((row) => (row % 3 === 2 ? 1 : 0)),
      ['a', 'b'],
    ),
  });
  const errors = Float64Array.from(each((row) => [0, -1, 3][row % 3]!));
  const asked = sampleOf(4, {
    age: number([3, NaN, 5, 1e308]),
    client: category([1, 1, 0, 1], ['b', 'a']),
  });

  test('tells levels, whatever their order, and missing values apart', () => {
    const absolute = finish(learnLoss({ sample: baseline, errors }, 'absolute')).lossesOf(asked);
    [0, 1, 3, 0].forEach((loss, row) => expect(absolute[row]).toBeCloseTo(loss, 3));
    const squared = finish(learnLoss({ sample: baseline, errors }, 'squared')).lossesOf(asked);
    [0, 1, 9, 0].forEach((loss, row) => expect(squared[row]).toBeCloseTo(loss, 2));
  });

  test('is the mean where every error is the same', () => {
    const same = finish(learnLoss({ sample: baseline, errors: errors.map(() => -2) }, 'squared'));
    expect([...same.lossesOf(asked)]).toEqual([4, 4, 4, 4]);
    expect(same.deviation).toBe(0);
  });
});

describe('an estimated error', () => {
  const inputOf = (over: Partial<MeasureInputs['estimatedLoss']> = {}): MeasureInputs['estimatedLoss'] => ({
    losses: Float64Array.of(1, 4),
    weights: Float64Array.of(3, 1),
    total: 2,
    learned: { deviation: 0.5, rows: 100 },
    outside: { outside: 0, weight: 4, rows: 2 },
    ...over,
  });
  const LIMIT = { maximumOutside: 0.05 };

  test('is the weighted mean, with the interval of the rows that were logged', () => {
    // (3 · 1 + 1 · 4) / 4; standard error 0.5 · √10 / 4.
    const result = computeMeasure('estimate.mae', inputOf(), LIMIT);
    expect(result).toMatchObject({ rows: 2, weight: 4, details: { 'outside the baseline': '0 %' } });
    expect(result.value).toBeCloseTo(1.75, 12);
    expect(result.interval!.upper - 1.75).toBeCloseTo(1.959963984540054 * 0.5 * (Math.sqrt(10) / 4), 12);
    expect(computeMeasure('estimate.rmse', inputOf(), LIMIT).value).toBeCloseTo(Math.sqrt(1.75), 12);
  });

  test('is refused where too many rows are outside, and says what was read and what came true', () => {
    const realised = { value: 0.5, coverage: 0.8 };
    const input = inputOf({ outside: { outside: 1, weight: 4, rows: 2 }, total: 8, realised });
    expect(computeMeasure('estimate.mse', input, LIMIT)).toMatchObject({
      value: null,
      reason: '25 % of the rows are outside the baseline, and above 5 % nothing is estimated',
      details: {
        'outside the baseline': '25 %',
        'rows read': '25 %',
        realised: '0.5',
        'of the labels': '80 %',
      },
    });
  });

  test('of no rows, or of errors beyond every number, has a reason', () => {
    const none = inputOf({ losses: new Float64Array(), weights: new Float64Array(), learned: null });
    expect(computeMeasure('estimate.mae', none, LIMIT).reason).toBe('no predictions');
    const huge = inputOf({ losses: Float64Array.of(Infinity, 1) });
    expect(computeMeasure('estimate.mse', huge, LIMIT).reason).toContain('too large');
  });
});
