import type { ConfusionCounts } from '../../contract';
import {
  brierScore,
  changeBySegment,
  confusionCost,
  confusionMatrix,
  f1,
  fBeta,
  gainTable,
  matthewsCorrelation,
  precisionRecallCurve,
  rocCurve,
} from '.';
import { binary, confusionOf, scoresOf } from './testSamples';

/** The rows of a table by the names of its columns. */
const rowsOf = ({ table }: { table?: { columns: { name: string }[]; rows: unknown[][] } }) =>
  table!.rows.map((row) => Object.fromEntries(table!.columns.map(({ name }, i) => [name, row[i]])));

test('a confusion costs what its mistakes do, and gains have a negative price', () => {
  const prices = { falsePositive: 1, falseNegative: 20, truePositive: -4, trueNegative: 0 };
  // 10 · 1 + 5 · 20 − 15 · 4 = 50 over 100.
  const cost = confusionCost(binary, prices);
  expect(cost.value).toBeCloseTo(0.5, 12);
  // Mean square (10 + 5 · 400 + 15 · 16) / 100 = 22.5, variance 22.25.
  expect(cost.interval!.upper).toBeCloseTo(0.5 + 1.959963984540054 * Math.sqrt(22.25 / 99), 9);
  expect(
    confusionCost(
      {
        ...binary,
        counts: [
          [0, 0],
          [0, 0],
        ],
        rows: 0,
      },
      prices,
    ),
  ).toMatchObject({
    value: null,
    reason: 'no labelled predictions',
  });
});

test('the matrix has a row a pair of classes, with its shares', () => {
  const rows = rowsOf(confusionMatrix(binary));
  expect(rows).toHaveLength(4);
  expect(rows[3]).toEqual({
    actual: '1',
    predicted: '1',
    count: 15,
    share: 0.15,
    shareOfActual: 0.75,
    shareOfPredicted: 0.6,
  });
});

test('the curves pass through each threshold from the highest score down, ties in one point', () => {
  const counts = scoresOf([0.9, 0.8, 0.8, 0.3], [1, 1, 0, 0]);
  expect(rocCurve(counts, { points: 100 }).table!.rows).toEqual([
    [null, 0, 0],
    [0.9, 0, 0.5],
    [0.8, 0.5, 1],
    [0.3, 1, 1],
  ]);
  expect(precisionRecallCurve(counts, { points: 100 }).table!.rows).toEqual([
    [0.9, 0.5, 1],
    [0.8, 1, 2 / 3],
    [0.3, 1, 0.5],
  ]);
  expect(rocCurve(scoresOf([0.9], [1]), { points: 100 })).toMatchObject({
    value: null,
    reason: 'no negative labels',
  });
});

test('a curve of many points is thinned to points of it, its ends included', () => {
  const scores = Array.from({ length: 1000 }, (_, i) => i / 1000);
  const counts = scoresOf(
    scores,
    scores.map((_, i) => Number(i % 3 === 0)),
  );
  const { rows } = rocCurve(counts, { points: 50 }).table!;
  expect(rows).toHaveLength(50);
  expect(rows[0]).toEqual([null, 0, 0]);
  expect(rows[49]).toEqual([0, 1, 1]);
});

test('gain and lift of a ranking worked by hand', () => {
  // By falling score: 1 1 0 1 | 0 0 1 0; four of eight are positive.
  const counts = scoresOf([0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1], [1, 1, 0, 1, 0, 0, 1, 0]);
  const gain = gainTable(counts, { parts: 4 });
  expect(gain.value).toBe(2);
  expect(rowsOf(gain).map(({ top, positives, gain: found, lift }) => [top, positives, found, lift])).toEqual([
    [0.25, 2, 0.5, 2],
    [0.5, 1, 0.75, 1.5],
    [0.75, 0, 0.75, 1],
    [1, 1, 1, 1],
  ]);
});

test('rows of one score are divided between the parts they lie in', () => {
  const gain = gainTable(scoresOf([0.5, 0.5, 0.5, 0.5], [1, 1, 0, 0]), { parts: 4 });
  expect(rowsOf(gain).map(({ lift }) => lift)).toEqual([1, 1, 1, 1]);
});

test('a change of the mix alone is all mix, a change of the rates alone is all within', () => {
  const group = (right: number, wrong: number) =>
    confusionOf([
      [right, wrong],
      [0, 0],
    ]);
  const baseline = { easy: group(90, 10), hard: group(60, 40) };
  const ask = (groups: Record<string, ConfusionCounts>) =>
    changeBySegment({ groups, baseline, positive: 1, minimumGroup: 1 }, { rate: 'accuracy' });

  const mixed = ask({ easy: group(45, 5), hard: group(90, 60) });
  expect(mixed.value).toBeCloseTo(135 / 200 - 0.75, 12);
  expect(Number(mixed.details!.within)).toBeCloseTo(0, 12);
  expect(Number(mixed.details!.mix)).toBeCloseTo(mixed.value!, 4);

  const worse = ask({ easy: group(80, 20), hard: group(60, 40) });
  expect(worse.value).toBeCloseTo(-0.05, 12);
  expect(Number(worse.details!.mix)).toBeCloseTo(0, 12);
  const [easy, hard] = rowsOf(worse);
  expect(easy).toMatchObject({ group: 'easy', rateNow: 0.8, rateBefore: 0.9, byMix: 0 });
  expect(easy!.within).toBeCloseTo(-0.05, 12);
  expect(hard!.within).toBe(0);
});

test('the parts of a change add up to it, also where a group is new or gone', () => {
  const group = (right: number, wrong: number) =>
    confusionOf([
      [right, wrong],
      [0, 0],
    ]);
  const change = changeBySegment(
    {
      groups: { a: group(70, 30), b: group(5, 45) },
      baseline: { a: group(80, 20), c: group(30, 10) },
      positive: 1,
      minimumGroup: 1,
    },
    { rate: 'accuracy' },
  );
  const parts = rowsOf(change).flatMap(({ byMix, within }) => [Number(byMix), Number(within)]);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(change.value!, 12);
  expect(changeBySegment({ groups: {}, baseline: null, positive: 1, minimumGroup: 1 }, {})).toMatchObject({
    value: null,
    reason: 'nothing to compare with has this segment',
  });
});

test('F1 and the correlation have intervals that hold them, where somebody wants them', () => {
  for (const measure of [f1, matthewsCorrelation]) {
    const { value, interval } = measure(binary);
    expect(interval!.lower).toBeLessThan(value!);
    expect(interval!.upper).toBeGreaterThan(value!);
    expect(measure(binary, {}, { everything: false, bootstrap: false }).interval).toBeUndefined();
  }
});

test('F-beta leans on recall above 1 and on precision below', () => {
  // scikit-learn's fbeta_score of 15 true positives, 10 false ones and 5 missed.
  expect(fBeta(binary, { beta: 2 }).value).toBeCloseTo(75 / 105, 12);
  expect(fBeta(binary, { beta: 0.5 }).value).toBeCloseTo(18.75 / 30, 12);
  expect(fBeta(binary, { beta: 1 }).value).toBeCloseTo(f1(binary).value!, 12);
});

test('sampling one in ten widens the interval of F1', () => {
  const width = ({ interval }: { interval?: { lower: number; upper: number } }) =>
    interval!.upper - interval!.lower;
  const sampled = { ...binary, counts: binary.counts.map((row) => row.map((count) => count * 10)) };
  expect(width(f1(sampled))).toBeCloseTo(width(f1(binary)), 12);
});

test('a mean loss has the interval of a mean', () => {
  // Losses 0.04, 0.04 and 0.64.
  const { value, interval } = brierScore(scoresOf([0.8, 0.2, 0.8], [1, 0, 0]));
  expect(value).toBeCloseTo(0.24, 12);
  const variance = (2 * 0.2 ** 2 + 0.4 ** 2) / 3;
  expect(interval!.upper).toBeCloseTo(0.24 + 1.959963984540054 * Math.sqrt(variance / 2), 12);
});
