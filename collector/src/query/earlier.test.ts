import type { Frame, Query } from '../contract';
import type { BinRequest, SampleRequest, ValueRequest } from '../store';
import { bins, DAY, engineOver, SPEC } from './testing';

const DAY_MS = 86_400_000;
const FROM = Date.parse(DAY.from);

const ask = (query: Partial<Query> & Pick<Query, 'shape'>) => ({
  query: { model: 'employment', measure: 'drift.psi', features: ['age'], ...query },
  range: DAY,
});

const column = (frame: Frame, name: string) => frame.fields.find((field) => field.name === name)?.values;

/** A store that has these counts of `age` at these starts of a window, by default over the whole of it. */
const storeOf = (counts: Record<number, number[]>) => ({
  countBins: async ({ selection: { from, to }, bucketMs }: BinRequest) =>
    Object.entries(counts)
      .map(([start, of]) => ({ start: Number(start), value: { age: bins(of) } }))
      .filter(({ start }) => start >= from && start < to)
      .map(({ start, value }) => ({ bucket: bucketMs === null ? null : start, labels: {}, value })),
});

test('`previous` is the window of equal length before, on the bins of the baseline', async () => {
  const engine = engineOver(storeOf({ [FROM]: [300, 400, 300], [FROM - DAY_MS]: [300, 400, 300] }));
  const frame = await engine.run(ask({ shape: 'table', baseline: 'previous' }));
  expect(column(frame, 'value')).toEqual([0]);
  expect(column(frame, 'verdict')).toEqual(['ok']);
  expect(frame.meta.custom).toMatchObject({ baseline: 'previous' });
});

test('of a series each step is compared with the one before', async () => {
  const hour = (index: number) => FROM + index * 3_600_000;
  const counts = { [hour(-1)]: [500, 400, 100], [hour(0)]: [500, 400, 100], [hour(1)]: [100, 400, 500] };
  const frame = await engineOver(storeOf(counts)).run(
    ask({ shape: 'series', window: '1h', baseline: 'previous' }),
  );
  const values = frame.fields[1]!.values;
  expect(values[0]).toBe(0);
  // (0.1 − 0.5) · ln 0.2 + (0.5 − 0.1) · ln 5
  expect(values[1]).toBeCloseTo(0.8 * Math.log(5), 12);
  // Nothing came in the next hour, so there is nothing to tell of the one after either.
  expect(values.slice(2, 4)).toEqual([null, null]);
});

test('`sameHours` adds up the same hours of so many weeks, and too few of them make no verdict', async () => {
  const counts = Object.fromEntries(
    [1, 2, 3].map((week): [number, number[]] => [FROM - week * 7 * DAY_MS, [week * 100, 0, 0]]),
  );
  const engine = engineOver(storeOf({ ...counts, [FROM]: [500, 500, 0] }));
  const frame = await engine.run(ask({ shape: 'distribution', baseline: 'sameHours(2)' }));
  expect(column(frame, 'baselineCount')!.slice(0, 3)).toEqual([300, 0, 0]);
  const none = await engine.run({
    ...ask({ shape: 'table', baseline: 'sameHours(2)' }),
    range: { from: FROM - 21 * DAY_MS, to: FROM - 20 * DAY_MS },
  });
  expect(column(none, 'value')).toEqual([null]);
  expect(column(none, 'reason')).toEqual(['no rows in the earlier windows']);
  expect(column(none, 'verdict')).toEqual(['insufficient']);
});

test('a two-sample test is of the values of both windows', async () => {
  const asked: (string | null)[] = [];
  const engine = engineOver({
    countValues: async ({ selection: { from }, baselineVersion }: ValueRequest) => {
      asked.push(baselineVersion);
      const values = Float64Array.from(from === FROM ? [1, 2, 3, 4] : [3, 4, 5, 6]);
      const value = { values, weights: values.map(() => 100), rows: 400 };
      return {
        baseline: { values: new Float64Array(), weights: new Float64Array(), rows: 0 },
        current: [{ bucket: null, labels: {}, value }],
      };
    },
  });
  const frame = await engine.run(
    ask({ measure: 'drift.kolmogorovSmirnov', shape: 'table', baseline: 'previous' }),
  );
  expect(column(frame, 'value')![0]).toBeCloseTo(0.5, 12);
  expect(asked).toEqual([null, null]);
});

test('without a registered baseline the earlier window decides the bins', async () => {
  const asked: unknown[] = [];
  const values = Float64Array.from({ length: 101 }, (_, i) => i);
  const engine = engineOver(
    {
      sampleRows: async (request: SampleRequest) => {
        asked.push(request.selection.from);
        return { rows: 101, features: { age: { type: 'number', values } } } as never;
      },
      countBins: async ({ columns }: BinRequest) => {
        asked.push((columns.age as { edges: number[] }).edges);
        return [{ bucket: null, labels: {}, value: { age: bins(new Array<number>(10).fill(100)) } }];
      },
    },
    { baseline: null, spec: { ...SPEC, features: SPEC.features.slice(0, 1) } },
  );
  const frame = await engine.run(ask({ shape: 'snapshot', baseline: 'previous' }));
  expect(asked.slice(0, 2)).toEqual([FROM - DAY_MS, [10, 20, 30, 40, 50, 60, 70, 80, 90]]);
  expect(column(frame, 'value')).toEqual([0]);
});

test.each([
  [{ baseline: 'sameHours(99)', shape: 'table' }, 'baseline-does-not-fit', '1 to 12 weeks'],
  [{ baseline: 'sameHours(2)', shape: 'series', window: '5h' }, 'baseline-does-not-fit', 'makes a week'],
  [
    { baseline: 'previous', shape: 'table', params: { bins: 'joined' } },
    'baseline-does-not-fit',
    'joined bins',
  ],
  [
    { baseline: 'previous', shape: 'table', measure: 'quality.missingRate' },
    'baseline-does-not-fit',
    'registered',
  ],
  [{ baseline: 'previos', shape: 'table' }, 'unknown-baseline', 'previous'],
] as const)('%j is refused with what to do', async (query, code, part) => {
  await expect(engineOver(storeOf({})).run(ask(query))).rejects.toMatchObject({
    code,
    message: expect.stringContaining(part),
  });
});
