import type { BaselineGroup, ConfusionCounts, Frame, Query } from '../contract';
import { DISPARITY_FIELDS } from '../contract';
import { DAY, engineOver } from './testing';

/** A group of which some were predicted positive, none labelled. */
const served = (selected: number, rows: number): ConfusionCounts => ({
  classes: ['0', '1'],
  counts: [
    [0, 0],
    [0, 0],
  ],
  unlabelled: [rows - selected, selected],
  rows: 0,
  servedRows: rows,
});

const at = (labels: Record<string, string>, value: ConfusionCounts, bucket: number | null = null) => ({
  bucket,
  labels,
  value,
});

const inBaseline = (labels: Record<string, string>, selected: number, others: number): BaselineGroup => ({
  labels,
  scores: Float64Array.of(0.2, 0.5),
  positives: Float64Array.of(0, 0),
  negatives: Float64Array.of(0, 0),
  unlabelled: Float64Array.of(others, selected),
});

const ask = (query: Partial<Query>) => ({
  query: {
    measure: 'fairness.selectionRate',
    model: 'employment',
    shape: 'table',
    params: { segment: 'sex' },
    ...query,
  } as Query,
  range: DAY,
});

const rowsOf = (frame: Frame) =>
  frame.fields[0]!.values.map((_, row) =>
    Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[row]])),
  );

test('a row a group: its rate beside the baseline, the two furthest apart, and the one that is too small', async () => {
  const frame = await engineOver({
    countConfusion: async ({ groupBy }) => {
      expect(groupBy).toEqual(['sex']);
      return [
        at({ sex: 'male' }, served(400, 1000)),
        at({ sex: 'female' }, served(300, 1000)),
        at({ sex: 'missing' }, served(20, 20)),
      ];
    },
    baselineGroups: async (request) => {
      expect(request).toMatchObject({ segments: ['sex'], baselineVersion: 'v1', positiveClass: '1' });
      return [inBaseline({ sex: 'female' }, 300, 700), inBaseline({ sex: 'male' }, 350, 650)];
    },
  }).run(ask({}));
  const rows = rowsOf(frame);
  expect(rows.map((row) => [row.group, row.value, row.size, row.baseline, row.small, row.worst])).toEqual([
    ['female', 0.3, 1000, 0.3, false, true],
    ['male', 0.4, 1000, 0.35, false, true],
    ['missing', 1, 20, null, true, false],
  ]);
  expect(rows.map((row) => row.verdict)).toEqual([null, null, 'insufficient']);
  expect(rows[0]![DISPARITY_FIELDS.low]).toBeLessThan(0.3);
  expect(frame.meta.custom!.disparities).toEqual([
    {
      labels: {},
      highest: 'male',
      lowest: 'female',
      difference: {
        value: expect.closeTo(0.1, 12),
        lower: expect.closeTo(0.0583, 3),
        upper: expect.closeTo(0.1413, 3),
        baseline: expect.closeTo(0.05, 12),
      },
      ratio: {
        value: expect.closeTo(0.75, 12),
        lower: expect.any(Number),
        upper: expect.any(Number),
        baseline: expect.closeTo(6 / 7, 12),
      },
    },
  ]);
});

test('two segments are crossed: the groups are the values of both', async () => {
  const frame = await engineOver({
    countConfusion: async ({ groupBy }) => {
      expect(groupBy).toEqual(['sex', 'region']);
      return [at({ sex: 'male', region: 'north' }, served(1, 2)), at({ sex: 'female' }, served(1, 2))];
    },
  }).run(ask({ params: { segment: 'sex', crossedWith: 'region' } }));
  expect(rowsOf(frame).map(({ group, segment }) => [group, segment])).toEqual([
    ['female · missing', 'sex × region'],
    ['male · north', 'sex × region'],
  ]);
});

test('a series has a line a group, and an alert one for each group ever seen', async () => {
  const from = Date.parse(DAY.from);
  const store = {
    countConfusion: async () => [
      at({ sex: 'male' }, served(400, 1000), from),
      at({ sex: 'female' }, served(300, 1000), from + 12 * 3_600_000),
    ],
    dimensionValues: async (_model: string, dimension: string) =>
      dimension === 'sex' ? ['male', 'female', 'other'] : [],
  };
  const series = ask({ shape: 'series', window: '12h' });
  const shown = await engineOver(store).run(series);
  expect(shown.fields.slice(1).map(({ labels, values }) => [labels!.group, values])).toEqual([
    ['female', [null, 0.3]],
    ['male', [0.4, null]],
  ]);
  expect(shown.fields[1]!.config!.displayNameFromDS).toBe('female');
  const alerted = await engineOver(store).run({ ...series, fromAlert: true });
  expect(alerted.fields.slice(1).map(({ labels }) => labels!.group)).toEqual(['female', 'male', 'other']);
});

test('a group by group table is empty where there are no rows, and a segment is not crossed with itself', async () => {
  const engine = engineOver({ countConfusion: async () => [] });
  expect((await engine.run(ask({}))).fields).toEqual([]);
  await expect(engine.run(ask({ params: { segment: 'sex', crossedWith: 'sex' } }))).rejects.toMatchObject({
    code: 'segment-twice',
  });
  await expect(engine.run(ask({ groupBy: ['sex'] }))).rejects.toMatchObject({ code: 'group-compared' });
});
