import type { MaskSpec, SamplesRequest } from '../contract';
import type { Column, RowSample, SampleRequest } from '../store';
import { answerSamples } from './answerSamples';

const numbers = (values: number[]): Column => ({ type: 'number', values: Float64Array.from(values) });
const levels = (values: (string | null)[]): Column & { type: 'category' } => {
  const dictionary = [...new Set(values)].filter((value) => value !== null);
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(value)));
  return { type: 'category', codes, dictionary };
};
const ROWS = 3;
const sample = (): RowSample => ({
  total: 500,
  share: 0.1,
  rows: ROWS,
  ts: Float64Array.from([1, 2, 3]),
  weights: new Float64Array(ROWS).fill(1),
  features: { age: numbers([41, NaN, 59]), town: levels(['Ulm', 'Bonn', null]) },
  invalid: { age: Uint8Array.from([0, 1, 0]) },
  invalidTexts: {},
  ages: {},
  dimensions: { version: levels(['v1', 'v1', 'v2']), client: levels(['web', 'mobile', 'web']) },
  status: Float64Array.from([200, 200, 500]),
  latency: Float64Array.from([12, NaN, 30]),
  cost: new Float64Array(ROWS).fill(NaN),
  scores: Float64Array.from([0.5, 0.25, NaN]),
  classes: levels(['1', '0', null]),
  labels: levels(['1', null, null]),
  labelValues: Float64Array.from([1, 2.5, NaN]),
  labelTs: new Float64Array(ROWS).fill(NaN),
  received: new Float64Array(ROWS),
  fingerprints: new Float64Array(ROWS),
});

function ask(request: Partial<SamplesRequest>, masks: MaskSpec[] = []) {
  const asked: SampleRequest[] = [];
  const store = {
    sampleRows: async (one: SampleRequest) => {
      asked.push(one);
      return sample();
    },
  };
  const schema = { features: [{ name: 'age' }, { name: 'town' }], segments: ['client'] };
  const registry = { requireModel: () => ({ spec: { model: 'credit', masks }, schema }) as never };
  const whole = { model: 'credit', ranges: [{ from: 0, to: 10 }], ...request };
  return { answer: answerSamples(whole, { store, registry }), asked };
}

test('rows of a window and of the one beside it are read with all that people look at', async () => {
  const { ranges } = await ask({ ranges: [10, 0].map((from) => ({ from, to: from + 10 })) }).answer;
  expect(ranges.map(({ from, total, rows }) => [from, total, rows.length])).toEqual([
    [10, 500, 3],
    [0, 500, 3],
  ]);
  expect(ranges[0]!.rows.slice(0, 2)).toEqual([
    {
      ts: 1,
      version: 'v1',
      score: 0.5,
      class: '1',
      label: '1',
      status: 200,
      latencyMs: 12,
      features: [41, 'Ulm'],
      invalid: [],
      segments: ['web'],
    },
    {
      ts: 2,
      version: 'v1',
      score: 0.25,
      class: '0',
      label: '2.5',
      status: 200,
      latencyMs: null,
      features: [null, 'Bonn'],
      invalid: ['age'],
      segments: ['mobile'],
    },
  ]);
});

test('what is masked is hidden or rounded, also in rows from before the rule, and the column says so', async () => {
  const { features, segments, ranges } = await ask({}, [
    { field: 'features.age', rule: 'bucket', width: 10 },
    { field: 'features.town', rule: 'hash' },
    { field: 'segments.client', rule: 'drop' },
  ]).answer;
  expect(features).toEqual([
    { name: 'age', masked: 'bucket' },
    { name: 'town', masked: 'hash' },
  ]);
  expect(segments).toEqual([{ name: 'client', masked: 'drop' }]);
  expect(ranges[0]!.rows.map((row) => [...row.features, ...row.segments])).toEqual([
    [40, null, null],
    [null, null, null],
    [50, null, null],
  ]);
});

test('no more rows than were asked for, from the whole of the draw', async () => {
  const { answer, asked } = ask({ limit: 2 });
  expect((await answer).ranges[0]!.rows.map(({ ts }) => ts)).toEqual([1, 2]);
  expect(asked[0]!.limit).toBe(4);
});

test('a filter of no dimension and an empty range are told', async () => {
  await expect(
    ask({ filters: [{ key: 'tier', operator: '=', values: ['x'] }] }).answer,
  ).rejects.toMatchObject({ code: 'unknown-segment', path: '$.filters[0].key' });
  await expect(ask({ ranges: [{ from: 5, to: 5 }] }).answer).rejects.toMatchObject({
    code: 'range-reversed',
  });
});
