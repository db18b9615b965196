import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wassersteinDistance } from '..';
import type { FeatureSample, SampleColumn } from '../../featureSample';

import { countScoredRows, deLong, seededRandom } from '../../statistics';
import { crossValidate, domainClassifierAuc } from './domainClassifier';
import { learnReconstruction } from './reconstruction';
import { reconstructionError } from './reconstructionError';

const sampleOf = (columns: Record<string, SampleColumn>): FeatureSample => {
  const [first] = Object.values(columns);
  const rows = first!.type === 'number' ? first!.values.length : first!.codes.length;
  return { rows, weights: new Float64Array(rows).fill(1), columns };
};
const numbers = (values: number[]): SampleColumn => ({ type: 'number', values: Float64Array.from(values) });

/** Two normal variables with a correlation; their distributions by themselves do not depend on it. */
function correlated(rows: number, correlation: number, seed: number): FeatureSample {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const [a, b]: [number[], number[]] = [[], []];
  for (let row = 0; row < rows; row++) {
    const x = normal();
    a.push(x);
    b.push(correlation * x + Math.sqrt(1 - correlation ** 2) * normal());
  }
  return sampleOf({ a: numbers(a), b: numbers(b) });
}

describe('reconstruction', () => {
  test('two numbers that are equal are one component, and a row off their line is as far from it as it lies', () => {
    const baseline = sampleOf({ a: numbers([-1, 1]), b: numbers([-1, 1]) });
    const learned = learnReconstruction(baseline);
    expect(learned).toMatchObject({ components: 1, features: 2 });
    expect(learned.baselineError).toBeCloseTo(0, 12);
    // (1, -1) lies √2 away from the line a = b; (2, 2) lies on it.
    expect([...learned.errorsOf(sampleOf({ a: numbers([1, 2]), b: numbers([-1, 2]) }))]).toEqual([
      expect.closeTo(Math.SQRT2, 12),
      expect.closeTo(0, 12),
    ]);
  });

  test('missing values stand in the middle, categories for their share, unseen ones for none', () => {
    const category = (codes: number[], dictionary: string[]): SampleColumn => ({
      type: 'category',
      codes: Int32Array.from(codes),
      dictionary,
    });
    // Shares a 0.75 (a missing one is the most frequent), b 0.25: mean 0.625, standard deviation 0.2165.
    const learned = learnReconstruction(
      sampleOf({ a: numbers([1, 2, 3, NaN]), c: category([0, 0, 1, -1], ['a', 'b']) }),
    );
    const errors = learned.errorsOf(sampleOf({ a: numbers([2, NaN]), c: category([1, 0], ['b', 'never']) }));
    expect([...errors].every(Number.isFinite)).toBe(true);
    expect(learned.components).toBe(1);
  });

  test('a constant feature, and no rows, are no failure', () => {
    const learned = learnReconstruction(sampleOf({ a: numbers([5, 5, 5]), b: numbers([1, 2, 3]) }));
    expect(learned.baselineError).toBeCloseTo(0, 12);
    const nothing = sampleOf({ a: numbers([]), b: numbers([]) });
    expect(reconstructionError({ reconstruction: learned, current: nothing })).toMatchObject({
      value: null,
      reason: 'no rows',
    });
  });

  test('the mean counts each row as what it stands for', () => {
    const learned = learnReconstruction(sampleOf({ a: numbers([-1, 1]), b: numbers([-1, 1]) }));
    const current = {
      ...sampleOf({ a: numbers([1, 1]), b: numbers([-1, 1]) }),
      weights: Float64Array.of(3, 1),
    };
    expect(reconstructionError({ reconstruction: learned, current }).value).toBeCloseTo(
      0.75 * Math.SQRT2,
      12,
    );
  });
});

describe('the domain classifier', () => {
  test('cannot tell rows of the same world apart', () => {
    const result = domainClassifierAuc({
      baseline: correlated(1500, 0.8, 1),
      current: correlated(1500, 0.8, 2),
    });
    expect(Math.abs(result.value! - 0.5)).toBeLessThan(0.04);
    expect(result.interval!.lower).toBeLessThan(0.52);
  });

  test('sees a relation that has turned, where no feature has moved', () => {
    const [baseline, current] = [correlated(1500, 0.8, 1), correlated(1500, -0.8, 3)];
    expect(domainClassifierAuc({ baseline, current }).value).toBeGreaterThan(0.85);
    const valuesOf = ({ columns }: FeatureSample) => {
      const values = (columns.a as SampleColumn & { type: 'number' }).values.slice().sort();
      return { values, weights: values.map(() => 1), rows: values.length };
    };
    const alone = wassersteinDistance({ baseline: valuesOf(baseline), current: valuesOf(current) }, {});
    expect(alone.value).toBeLessThan(0.1);
    const { errorsOf, baselineError } = learnReconstruction(baseline);
    const errors = errorsOf(current);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeGreaterThan(2 * baselineError);
  });

  test('says that a hundred rows are needed', () => {
    const result = domainClassifierAuc({ baseline: correlated(1500, 0, 1), current: correlated(50, 0, 2) });
    expect(result).toMatchObject({
      value: null,
      reason: 'fewer than 100 rows to tell apart',
    });
  });
});

test("boosted trees give the log odds of scikit-learn's on the same folds", () => {
  const expected = JSON.parse(
    readFileSync(join(__dirname, '../../../../../test/reference/expected/jointDrift.json'), 'utf8'),
  ) as { boosting: { columns: number[][]; targets: number[]; odds: number[]; auc: number } };
  const { columns, targets, odds, auc } = expected.boosting;
  const all = {
    rows: targets.length,
    columns: columns.map((column) => Uint8Array.from(column)),
    targets: Uint8Array.from(targets),
  };
  const ours = crossValidate(
    all,
    Uint8Array.from(targets.keys(), (row) => row % 5),
  );
  const largest = ours.reduce((most, value, row) => Math.max(most, Math.abs(value - odds[row]!)), 0);
  // scikit-learn keeps gradients in 32 bits.
  expect(largest).toBeLessThan(1e-5);
  expect(deLong(countScoredRows(ours, all.targets))!.area).toBeCloseTo(auc, 9);
});
