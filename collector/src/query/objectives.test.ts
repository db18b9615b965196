import type { EventCounts, Query, QueryRequest } from '../contract';
import { engineOver, servingCounts, SPEC } from './testing';

const TO = Date.parse('2026-10-20T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const spec = {
  ...SPEC,
  objectives: [
    {
      measure: 'serving.availability',
      target: 0.99,
      window: '7d',
      burnRates: [{ long: '6h', short: '30m', factor: 6 }],
    },
    { measure: 'serving.latency', target: 60, window: '24h', params: { quantile: 0.9 } },
  ],
};

const ask = (query: Partial<Query>, more: Partial<QueryRequest> = {}): QueryRequest => ({
  query: { measure: 'objectives.burnRate', model: 'employment', shape: 'table', ...query },
  range: { from: TO - 5 * MINUTE, to: TO },
  ...more,
});

const total = (serverErrors: number, clientErrors = 0) => ({
  bucket: null,
  labels: {},
  value: servingCounts({ serverErrors, clientErrors }),
});

const cell = async (
  store: Parameters<typeof engineOver>[0],
  query: Partial<Query>,
  more?: Partial<QueryRequest>,
) => {
  const frame = await engineOver(store, { spec }).run(ask(query, more));
  return Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[0]]));
};

test('the windows end with the range and are as long as they are, whatever the range is', async () => {
  const asked: number[] = [];
  const row = await cell(
    {
      countServing: async ({ selection }) => {
        asked.push((selection.to - selection.from) / MINUTE);
        expect(selection.to).toBe(TO);
        return [total(selection.to - selection.from === HOUR ? 200 : 150)];
      },
    },
    { params: { longMinutes: 60 } },
  );
  expect(asked.sort((a, b) => a - b)).toEqual([5, 60]);
  // 15 % and 20 % bad of 1000, 1 % allowed; the threshold of windows that nobody declared is the workbook's.
  expect(row).toMatchObject({ value: expect.closeTo(15, 9), threshold: 14.4, verdict: 'breach' });
});

test('unless told, the windows and the factor are those that the objective declares', async () => {
  const asked: number[] = [];
  const countServing = async ({ selection }: { selection: { from: number; to: number } }) => {
    asked.push((selection.to - selection.from) / HOUR);
    return [total(50)];
  };
  expect(await cell({ countServing }, {})).toMatchObject({
    value: expect.closeTo(5, 9),
    threshold: 6,
    verdict: 'ok',
  });
  expect(asked.sort()).toEqual([0.5, 6]);
});

test('fewer than five bad requests do not breach: the verdict is withheld, and an alert gets nothing', async () => {
  const few = {
    countServing: async () => [
      { ...total(4), value: servingCounts({ requests: 20, rows: 20, serverErrors: 4 }) },
    ],
  };
  expect(await cell(few, {})).toMatchObject({ value: expect.closeTo(20, 9), verdict: 'insufficient' });
  expect(await cell(few, {}, { fromAlert: true })).toMatchObject({ value: null });
  const five = {
    countServing: async () => [
      { ...total(5), value: servingCounts({ requests: 20, rows: 20, serverErrors: 5 }) },
    ],
  };
  expect(await cell(five, {})).toMatchObject({ verdict: 'breach' });
});

test('errors of clients count where they are asked for', async () => {
  const store = { countServing: async () => [total(10, 20)] };
  const params = { indicator: 'errors', target: 0.99, longMinutes: 60 };
  expect(await cell(store, { params })).toMatchObject({ value: expect.closeTo(3, 9) });
});

test('a latency is too long beyond the bound of the objective, and may be for what its quantile leaves', async () => {
  const slow: EventCounts = { bad: 200, all: 1000, badRows: 200, rows: 1000 };
  const row = await cell(
    {
      countSlow: async ({ boundMs }) => {
        expect(boundMs).toBe(60);
        return [{ bucket: null, labels: {}, value: slow }];
      },
    },
    { params: { indicator: 'latency', threshold: 1.5 } },
  );
  expect(row).toMatchObject({ value: expect.closeTo(2, 9), verdict: 'breach', budget: '0.1000' });
});

test('a series puts the windows of each step together from pieces', async () => {
  // One bad of ten requests every five minutes, and all ten bad in the last half hour.
  const from = TO - 12 * HOUR;
  const frame = await engineOver(
    {
      countServing: async ({ selection, bucketMs }) => {
        expect([selection.from, bucketMs]).toEqual([from - HOUR, 5 * MINUTE]);
        const pieces = (selection.to - selection.from) / bucketMs!;
        return Array.from({ length: pieces }, (_, piece) => {
          const bucket = selection.from + piece * bucketMs!;
          const serverErrors = bucket >= TO - HOUR / 2 ? 10 : 1;
          return { bucket, labels: {}, value: servingCounts({ requests: 10, rows: 10, serverErrors }) };
        });
      },
    },
    { spec },
  ).run(
    ask(
      { shape: 'series', window: '30m', params: { longMinutes: 60, target: 0.9, threshold: 5 } },
      { range: { from, to: TO } },
    ),
  );
  const values = frame.fields[1]!.values as number[];
  expect(values).toHaveLength(24);
  expect(values[0]).toBeCloseTo(1, 9);
  // The long window is half good, half bad: (6 · 1 + 6 · 10) / 120 bad, a tenth allowed.
  expect(values[23]).toBeCloseTo(5.5, 9);
});

test('the budget that is left is that of the period of the objective', async () => {
  const row = await cell(
    {
      countServing: async ({ selection }) => {
        expect(selection.to - selection.from).toBe(7 * 24 * HOUR);
        return [total(4)];
      },
    },
    { measure: 'objectives.errorBudgetLeft' },
  );
  expect(row).toMatchObject({ value: expect.closeTo(0.6, 9), threshold: 0, verdict: 'ok' });
});

test.each([
  [{ target: 0.9, longMinutes: 60 }, 'objective-unreachable', '14.4 times an error budget of 10 % is 144 %'],
  [{ target: 1 }, 'objective-unreachable', 'no error budget'],
  [{ indicator: 'errors' }, 'objective-missing', 'no objective for errors'],
  [{ shortMinutes: 90, longMinutes: 60 }, 'window-invalid', 'longer than the long one'],
])('%j is refused: %s', async (params: Query['params'], code, text) => {
  const answer = engineOver({}, { spec }).run(ask({ params }));
  await expect(answer).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
});
