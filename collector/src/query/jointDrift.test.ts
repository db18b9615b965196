import type { BaselineEntry, Frame, Query } from '../contract';
import type { BaselineSample, Column, RowSample } from '../store';
import { BASELINE, bins, DAY, engineOver, servingCounts, SPEC } from './testing';

const FROM = Date.parse(DAY.from);
const WEEK_MS = 7 * 86_400_000;

const ask = (query: Partial<Query> & Pick<Query, 'measure'>) => ({
  query: { model: 'employment', shape: 'table' as const, ...query },
  range: DAY,
});

const column = (frame: Frame, name: string) => frame.fields.find((field) => field.name === name)?.values;

const category = (values: (string | null)[]): Column & { type: 'category' } => {
  const dictionary = [...new Set(values)].filter((value) => value !== null);
  return {
    type: 'category',
    codes: Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(value))),
    dictionary,
  };
};
const number = (values: number[]): Column => ({ type: 'number', values: Float64Array.from(values) });

interface Row {
  age: number;
  school: string;
  sex: string;
  score: number;
  label: string | null;
}

const columnsOf = (rows: Row[]) => ({
  rows: rows.length,
  features: { age: number(rows.map(({ age }) => age)), school: category(rows.map(({ school }) => school)) },
  scores: Float64Array.from(rows, ({ score }) => score),
  labels: category(rows.map(({ label }) => label)),
});

const sampleOf = (rows: Row[]): RowSample => {
  const none = new Float64Array(rows.length).fill(NaN);
  return {
    ...columnsOf(rows),
    total: rows.length,
    share: 1,
    weights: new Float64Array(rows.length).fill(1),
    status: new Float64Array(rows.length).fill(200),
    ts: new Float64Array(rows.length).fill(FROM),
    classes: category(rows.map(({ score }) => (score >= 0.5 ? '1' : '0'))),
    dimensions: { sex: category(rows.map(({ sex }) => sex)) },
    invalid: {},
    invalidTexts: {},
    ages: {},
    latency: none,
    cost: none,
    labelValues: none,
    labelTs: none,
    received: none,
    fingerprints: none,
  };
};

const baselineOf = (rows: Row[]): BaselineSample => ({
  ...columnsOf(rows),
  total: rows.length,
  share: 1,
  segments: { sex: category(rows.map(({ sex }) => sex)) },
  classScores: [],
});

/** As many rows of each sex, women old and men young, so that a change of the mix moves the age. */
const rowsOf = (counts: { women: number; men: number }, label: string | null = '1'): Row[] => [
  ...Array.from({ length: counts.women }, () => ({ age: 25, school: 'a', sex: 'f', score: 0.9, label })),
  ...Array.from({ length: counts.men }, () => ({ age: 5, school: 'b', sex: 'm', score: 0.1, label })),
];

const engineOf = (now: Row[], before = rowsOf({ women: 500, men: 500 })) =>
  engineOver({ sampleRows: async () => sampleOf(now), sampleBaseline: async () => baselineOf(before) });

const moved = rowsOf({ women: 900, men: 300 });

test('what moves because the mix of a segment moves is no drift given the segment, nor given the class', async () => {
  for (const query of [
    { measure: 'drift.givenSegment', params: { segment: 'sex' } },
    { measure: 'drift.givenPrediction' },
  ]) {
    const frame = await engineOf(moved).run(ask({ ...query, features: ['age'] }));
    expect(column(frame, 'value')).toEqual([0]);
    expect(column(frame, 'verdict')).toEqual(['ok']);
  }
});

test('what moves within a stratum is, and a stratum too small to compare is named', async () => {
  const older = moved.map((row) => (row.sex === 'm' ? { ...row, age: 25 } : row));
  const odd = Array.from({ length: 10 }, () => ({ ...moved[0]!, sex: 'x' }));
  const frame = await engineOf([...older, ...odd]).run(
    ask({ measure: 'drift.givenSegment', params: { segment: 'sex' }, features: ['age'] }),
  );
  // A quarter of the compared rows has moved from one bin to another: 2 · (1 − 0.0001) · ln 10,000, to a quarter.
  expect(column(frame, 'value')![0]).toBeCloseTo((300 / 1200) * 2 * 0.9999 * Math.log(1e4), 6);
  expect(column(frame, 'too small to compare')).toEqual(['x']);
  expect(column(frame, 'largest within')![0]).toMatch(/^m /);
});

test('given the label waits for the labels', async () => {
  const half = [...rowsOf({ women: 500, men: 500 }), ...rowsOf({ women: 500, men: 500 }, null)];
  const frame = await engineOf(half).run(ask({ measure: 'drift.givenLabel', features: ['age'] }));
  expect(column(frame, 'coverage')).toEqual([0.5]);
  expect(column(frame, 'verdict')).toEqual(['immature']);
});

test.each([
  ['drift.givenPrediction', { scores: new Float64Array(1000).fill(NaN) }, 'baseline-without-score'],
  ['drift.givenLabel', { labels: null }, 'baseline-without-labels'],
  ['drift.givenSegment', { segments: {} }, 'baseline-without-segment'],
])('%s says what the baseline lacks', async (measure, lack, code) => {
  const before = { ...baselineOf(rowsOf({ women: 500, men: 500 })), ...lack };
  const engine = engineOver({ sampleRows: async () => sampleOf(moved), sampleBaseline: async () => before });
  const params = measure === 'drift.givenSegment' ? { segment: 'sex' } : undefined;
  await expect(engine.run(ask({ measure, params }))).rejects.toMatchObject({ code });
});

test('the answered classes are compared with those that the scores of the baseline give', async () => {
  const engine = engineOver({
    sampleBaseline: async () => baselineOf(rowsOf({ women: 300, men: 700 })),
    countPredictions: async () => [
      {
        bucket: null,
        labels: {},
        value: {
          predicted: Int32Array.of(0, 1),
          scores: [],
          weights: Float64Array.of(600, 400),
          rows: 1000,
        },
      },
    ],
  });
  const frame = await engine.run(ask({ measure: 'drift.predictedClasses' }));
  expect(column(frame, 'value')![0]).toBeCloseTo(0.1 * Math.log(4 / 3) - 0.1 * Math.log(6 / 7), 12);
});

describe('weighted by importance', () => {
  const counts = {
    countBins: async () => [
      { bucket: null, labels: {}, value: { age: bins([300, 400, 300]), school: bins([900, 100]) } },
    ],
  };
  const spec = {
    ...SPEC,
    features: [
      { ...SPEC.features[0]!, importance: 3 },
      { ...SPEC.features[1]!, importance: 1 },
    ],
  };
  const ofSchool = 2 * 0.4 * Math.log(9) * 0.5;

  test('each feature counts as much as the model file says', async () => {
    const frame = await engineOver(counts, { spec }).run(ask({ measure: 'drift.weighted' }));
    expect(column(frame, 'value')![0]).toBeCloseTo(ofSchool / 4, 12);
    expect(column(frame, 'carried by')![0]).toMatch(/^school /);
  });

  test('or as its attributions do, or all the same, as where nothing is declared', async () => {
    const value = {
      served: 9,
      rows: 9,
      attributed: 9,
      attributedRows: 9,
      absolute: { school: 2 },
      squared: {},
    };
    const engine = engineOver({
      ...counts,
      countAttributions: async () => [{ bucket: null, labels: {}, value }],
    });
    const of = async (importance: string) =>
      column(await engine.run(ask({ measure: 'drift.weighted', params: { importance } })), 'value')![0];
    expect(await of('attributions')).toBeCloseTo(ofSchool, 12);
    expect(await of('equal')).toBeCloseTo(ofSchool / 2, 12);
    expect(await of('declared')).toBeCloseTo(ofSchool / 2, 12);
    const none = engineOver({ ...counts, countAttributions: async () => [] });
    const asked = ask({ measure: 'drift.weighted', params: { importance: 'attributions' } });
    await expect(none.run(asked)).rejects.toMatchObject({ code: 'no-importance' });
  });
});

test('rows are told apart, and restored, by the features that the baseline has', async () => {
  const baseline: BaselineEntry = { ...BASELINE, columns: { age: BASELINE.columns.age! } };
  const engine = engineOver(
    {
      sampleRows: async () => sampleOf(moved),
      sampleBaseline: async () => baselineOf(rowsOf({ women: 500, men: 500 })),
    },
    { baseline },
  );
  const told = await engine.run(ask({ measure: 'drift.domainClassifier' }));
  // The age alone: women are 3/4 now and 1/2 before.
  expect(column(told, 'value')![0]).toBeCloseTo(0.5 + (0.75 - 0.5) / 2, 12);
  expect(column(told, 'verdict')).toEqual(['ok']);
  const restored = await engine.run(ask({ measure: 'drift.reconstructionError' }));
  expect(column(restored, 'components')).toEqual(['1 of 1']);
});

describe('volume against earlier weeks', () => {
  const requests = (counts: Record<number, number>, from = 0) =>
    engineOver({
      timeRange: async () => ({ from, to: FROM, rows: 1 }),
      countServing: async ({ selection }) =>
        Object.entries(counts)
          .filter(([week]) => FROM - Number(week) * WEEK_MS === selection.from)
          .map(([, count]) => ({
            bucket: null,
            labels: {},
            value: servingCounts({ requests: count, rows: count }),
          })),
    });

  test('is the ratio to their median, also where nothing comes now', async () => {
    const usual = { 1: 100, 2: 90, 3: 400, 4: 80 };
    const half = await requests({ 0: 38, ...usual }).run(ask({ measure: 'quality.volume' }));
    expect(column(half, 'value')).toEqual([0.4]);
    expect(column(half, 'verdict')).toEqual(['breach']);
    const nothing = await requests(usual).run(ask({ measure: 'quality.volume' }));
    expect(column(nothing, 'value')).toEqual([0]);
    expect(column(nothing, 'verdict')).toEqual(['breach']);
  });

  test('leaves out weeks before the model was there', async () => {
    const young = requests({ 0: 50, 1: 100 }, FROM - WEEK_MS - 1);
    expect(column(await young.run(ask({ measure: 'quality.volume' })), 'value')).toEqual([0.5]);
    const newborn = await requests({ 0: 50 }, FROM).run(ask({ measure: 'quality.volume' }));
    expect(column(newborn, 'reason')![0]).toMatch(/was not there/);
  });
});
