import { tableFromIPC } from 'apache-arrow';
import type { Frame } from '../contract';
import { encodeArrow } from './arrow';

const frame: Frame = {
  name: 'Population stability index',
  refId: 'A',
  meta: { type: 'timeseries-wide', typeVersion: [0, 1], custom: { coverage: null } },
  fields: [
    { name: 'time', type: 'time', values: [1_790_812_800_000, 1_790_816_400_000] },
    {
      name: 'value',
      type: 'number',
      labels: { model: 'employment', feature: 'AGEP' },
      config: { unit: 'none', min: 0 },
      values: [0.25, null],
    },
    { name: 'verdict', type: 'string', values: ['breach', null] },
    { name: 'believed', type: 'boolean', values: [true, null] },
  ],
};

test('is an Arrow file with its magic words at both ends', () => {
  const bytes = Buffer.from(encodeArrow(frame));
  expect(bytes.subarray(0, 6).toString()).toBe('ARROW1');
  expect(bytes.subarray(-6).toString()).toBe('ARROW1');
});

test('carries name, refId, meta, labels and settings where Grafana looks for them', () => {
  const { schema } = tableFromIPC(encodeArrow(frame));
  expect(schema.metadata.get('name')).toBe(frame.name);
  expect(schema.metadata.get('refId')).toBe('A');
  expect(JSON.parse(schema.metadata.get('meta')!)).toEqual(frame.meta);
  const value = schema.fields[1]!;
  expect(JSON.parse(value.metadata.get('labels')!)).toEqual({ model: 'employment', feature: 'AGEP' });
  expect(JSON.parse(value.metadata.get('config')!)).toEqual({ unit: 'none', min: 0 });
});

test('writes nanoseconds that are never null, nullable numbers, and text without a dictionary', () => {
  const table = tableFromIPC(encodeArrow(frame));
  expect(table.schema.fields.map(({ type, nullable }) => [String(type), nullable])).toEqual([
    ['Timestamp<NANOSECOND>', false],
    ['Float64', true],
    ['Utf8', true],
    ['Bool', true],
  ]);
  const time = table.getChildAt(0)!.data[0]!.values as BigInt64Array;
  expect([...time]).toEqual([1_790_812_800_000_000_000n, 1_790_816_400_000_000_000n]);
  expect([...table.getChildAt(1)!]).toEqual([0.25, null]);
  expect([...table.getChildAt(2)!]).toEqual(['breach', null]);
  expect([...table.getChildAt(3)!]).toEqual([true, null]);
});

test('a frame without fields is a readable "no data"', () => {
  const table = tableFromIPC(encodeArrow({ name: 'Latency', meta: { notices: [] }, fields: [] }));
  expect(table.numCols).toBe(0);
  expect(table.numRows).toBe(0);
  expect(table.schema.metadata.get('name')).toBe('Latency');
  expect(table.schema.metadata.has('refId')).toBe(false);
});

test('columns without rows, or with nulls alone, keep their types', () => {
  const empty: Frame = {
    name: 'x',
    meta: {},
    fields: [
      { name: 'feature', type: 'string', values: [] },
      { name: 'value', type: 'number', values: [] },
    ],
  };
  expect(tableFromIPC(encodeArrow(empty)).schema.fields.map(({ type }) => String(type))).toEqual([
    'Utf8',
    'Float64',
  ]);
  const nulls: Frame = {
    name: 'x',
    meta: {},
    fields: [
      { name: 'reason', type: 'string', values: [null, null] },
      { name: 'value', type: 'number', values: [NaN, null] },
    ],
  };
  const table = tableFromIPC(encodeArrow(nulls));
  expect(table.toArray().map((row) => row?.toJSON())).toEqual([
    { reason: null, value: null },
    { reason: null, value: null },
  ]);
});
