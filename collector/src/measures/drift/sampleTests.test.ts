import type { BinCounts, DistinctValues } from '../../contract';
import { computeMeasure } from '../catalogue';

const values = (counts: Record<number, number>, rows?: number): DistinctValues => {
  const sorted = Object.keys(counts)
    .map(Number)
    .sort((a, b) => a - b);
  const weights = Float64Array.from(sorted, (value) => counts[value]!);
  return { values: Float64Array.from(sorted), weights, rows: rows ?? weights.reduce((a, b) => a + b, 0) };
};

const baseline = values({ 1: 50, 2: 50 });
const OF_VALUES = [
  'drift.kolmogorovSmirnov',
  'drift.cramerVonMises',
  'drift.andersonDarling',
  'drift.eppsSingleton',
  'drift.mannWhitney',
  'drift.welchT',
  'drift.wasserstein',
  'drift.energyDistance',
] as const;

test('a shift of 30 of 100 rows from 1 to 2 is 0.3 of every distance on that scale', () => {
  const current = values({ 1: 20, 2: 80 });
  const ks = computeMeasure('drift.kolmogorovSmirnov', { baseline, current }, {});
  expect(ks).toMatchObject({ value: 0.3, rows: 100, weight: 100 });
  expect(ks.pValue).toBeLessThan(0.001);
  const raw = computeMeasure('drift.wasserstein', { baseline, current }, { scale: 'raw' });
  expect(raw.value).toBeCloseTo(0.3, 12);
  const scaled = computeMeasure('drift.wasserstein', { baseline, current }, { scale: 'baselineStd' });
  expect(scaled.value).toBeCloseTo(0.3 / 0.5, 12);
});

test('a constant baseline is scaled by the least deviation, not by 0', () => {
  const constant = values({ 5: 10 });
  const moved = { baseline: constant, current: values({ 6: 10 }) };
  expect(computeMeasure('drift.wasserstein', moved, { scale: 'baselineStd' }).value).toBeCloseTo(1000, 9);
});

test("equal shares with ties and unequal sizes are 0 in the textbook's Cramér-von Mises, not in SciPy's", () => {
  const equal = { baseline: values({ 1: 5000, 2: 5000 }), current: values({ 1: 100, 2: 100 }) };
  expect(computeMeasure('drift.cramerVonMises', equal, { form: 'textbook' })).toMatchObject({
    value: 0,
    pValue: 1,
  });
  expect(computeMeasure('drift.cramerVonMises', equal, { form: 'scipy' }).value).toBeGreaterThan(1);
});

test('a sampled row counts once as evidence, whatever it stands for', () => {
  const logged = { baseline, current: values({ 1: 2, 2: 8 }) };
  const sampled = { baseline, current: values({ 1: 200, 2: 800 }, 10) };
  for (const id of OF_VALUES) {
    const params = { form: 'textbook', scale: 'raw' };
    const one = computeMeasure(id, logged, params);
    const other = computeMeasure(id, sampled, params);
    expect(other).toMatchObject({ rows: 10, weight: 1000 });
    expect(other.pValue).toEqual(one.pValue === undefined ? undefined : expect.closeTo(one.pValue, 12));
  }
});

test.each(OF_VALUES)('%s says why it has no value', (id) => {
  const none = values({});
  expect(computeMeasure(id, { baseline, current: none }, {})).toMatchObject({
    value: null,
    reason: 'no present values',
  });
  expect(computeMeasure(id, { baseline: null, current: values({ 1: 3 }) }, {})).toMatchObject({
    value: null,
    reason: 'the baseline has no values',
  });
});

describe('tests of levels', () => {
  const profile = { type: 'category' as const, levels: ['a', 'b'], counts: [30, 70], missing: 5, n: 105 };
  const bins = (more: Partial<BinCounts>): BinCounts => ({
    type: 'category',
    counts: [30, 70],
    unseen: 0,
    missing: 0,
    invalid: 0,
    belowRange: 0,
    aboveRange: 0,
    rows: 100,
    ...more,
  });

  test('equal shares are 0 with a p-value of 1, whatever is missing', () => {
    const current = bins({ missing: 900, rows: 1000 });
    for (const id of ['drift.chiSquare', 'drift.g'] as const) {
      const result = computeMeasure(id, { profile, current }, {});
      expect(result).toMatchObject({ value: 0, pValue: 1, rows: 1000, evidenceRows: 100, weight: 1000 });
      expect(result.details).toEqual({ 'degrees of freedom': '1' });
    }
  });

  test('unseen levels are one level more', () => {
    const current = bins({ counts: [30, 0], unseen: 70 });
    const { value, details } = computeMeasure('drift.chiSquare', { profile, current }, {});
    // Both middle levels stand 70 against 0: 4 · 35² / 35.
    expect(value).toBeCloseTo(140, 9);
    expect(details).toEqual({ 'degrees of freedom': '2' });
  });

  test('a feature that has gone has a reason', () => {
    const current = bins({ counts: [0, 0], missing: 100 });
    expect(computeMeasure('drift.g', { profile, current }, {})).toMatchObject({
      value: null,
      reason: 'no present values',
    });
  });
});
