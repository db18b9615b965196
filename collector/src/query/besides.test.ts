import type { CostRecord, ModelSpec, OutcomeCounts, Query, ServingCounts } from '../contract';
import type { Store } from '../store';
import { DAY, engineOver, NOW, servingCounts, SPEC } from './testing';

const DAY_MS = 86_400_000;

async function ask(
  store: Partial<Store>,
  query: Partial<Query>,
  { spec = SPEC, range = DAY }: { spec?: ModelSpec; range?: { from: string; to: string } } = {},
) {
  const request = { query: { measure: '', model: 'employment', shape: 'table', ...query } as Query, range };
  const frame = await engineOver(store, { spec }).run(request);
  const length = frame.fields[0]?.values.length ?? 0;
  const rows = Array.from({ length }, (_, row) =>
    Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[row]])),
  );
  return { rows, frame };
}

const whole = <T>(value: T) => [{ bucket: null, labels: {}, value }];

describe('outcomes', () => {
  const spec: ModelSpec = { ...SPEC, outcomes: [{ name: 'paid', window: '6h' }] };
  const counts: OutcomeCounts = {
    served: 1000,
    servedRows: 1000,
    mature: 500,
    matureRows: 500,
    reached: 50,
    sum: 50,
    sumOfSquares: 50,
  };

  test('are the first that the model declares, within its window, unless told', async () => {
    const asked: unknown[] = [];
    const countOutcomes: Store['countOutcomes'] = async ({ outcome, attributionMs }) => {
      asked.push([outcome, attributionMs / 3_600_000]);
      return whole(counts);
    };
    await ask({ countOutcomes }, { measure: 'outcomes.rate' }, { spec });
    const params = { outcome: 'returned', attributionHours: 48 };
    await ask({ countOutcomes }, { measure: 'outcomes.rate', params });
    expect(asked).toEqual([
      ['paid', 6],
      ['returned', 48],
    ]);
  });

  test('of a window that has not passed are not mature, in words of their own', async () => {
    const countOutcomes = async () => whole(counts);
    const { rows, frame } = await ask({ countOutcomes }, { measure: 'outcomes.rate' }, { spec });
    expect(rows[0]).toMatchObject({ value: 0.1, coverage: 0.5, verdict: 'immature' });
    expect(frame.meta.notices?.[0]?.text).toContain('attribution window has passed for as little as 50 %');
  });

  test('that nobody declared, or that are compared with themselves, are refused in words', async () => {
    const asked = (query: Partial<Query>, more?: ModelSpec) => ask({}, query, { spec: more ?? spec });
    await expect(asked({ measure: 'outcomes.rate' }, SPEC)).rejects.toMatchObject({
      code: 'parameter-missing',
    });
    await expect(asked({ measure: 'outcomes.rate', params: { outcome: 'refund' } })).rejects.toMatchObject({
      code: 'outcome-unknown',
      message: expect.stringContaining('paid') as string,
    });
    await expect(asked({ measure: 'outcomes.uplift', params: { against: 'canary' } })).rejects.toMatchObject({
      code: 'parameter-invalid',
    });
    await expect(asked({ measure: 'outcomes.uplift', groupBy: ['deployment'] })).rejects.toMatchObject({
      code: 'group-not-expected',
    });
  });

  test('of two deployments are counted together and compared by group', async () => {
    const countOutcomes: Store['countOutcomes'] = async ({ selection, groupBy }) => {
      expect(groupBy).toEqual(['sex', 'deployment']);
      expect(selection.filters).toEqual([{ key: 'deployment', operator: '=', values: ['canary', 'stable'] }]);
      const of = (sex: string, deployment: string, reached: number) => ({
        bucket: null,
        labels: { sex, deployment },
        value: { ...counts, mature: 1000, matureRows: 1000, reached },
      });
      return [of('f', 'canary', 120), of('f', 'stable', 100), of('m', 'stable', 90)];
    };
    const { rows } = await ask({ countOutcomes }, { measure: 'outcomes.uplift', groupBy: ['sex'] }, { spec });
    expect(rows).toMatchObject([
      { sex: 'f', value: expect.closeTo(0.02, 12) as number },
      { sex: 'm', value: null, verdict: 'insufficient' },
    ]);
  });
});

describe('labels', () => {
  const lags = {
    seconds: Float64Array.of(3600, 7200),
    arrived: Float64Array.of(600, 0),
    waiting: Float64Array.of(0, 400),
    rows: 1000,
    arrivedRows: 600,
    served: 1000,
  };

  test('that only come for positives: absence is asked for as the other class', async () => {
    const spec: ModelSpec = { ...SPEC, labels: { absenceAfter: '30d' } };
    const asked: unknown[] = [];
    const countConfusion: Store['countConfusion'] = async ({ absence }) => {
      asked.push(absence);
      return [];
    };
    await ask({ countConfusion }, { measure: 'performance.accuracy' }, { spec });
    await ask({ countConfusion }, { measure: 'performance.accuracy' });
    expect(asked).toEqual([{ label: '0', afterMs: 30 * DAY_MS, until: NOW }, undefined]);
  });

  test('are waited for up to now at most, and expected from the days before unless it is declared', async () => {
    const asked: [number, number, number][] = [];
    const countLags: Store['countLags'] = async ({ selection, waitedUntil }) => {
      asked.push([selection.from, selection.to, waitedUntil]);
      return whole(lags);
    };
    const query = { measure: 'labels.maturity', asOf: 'final', params: { earlierDays: 2 } };
    await ask({ countLags }, query);
    const [from, to] = [Date.parse(DAY.from), Date.parse(DAY.to)];
    expect(asked).toEqual([
      [from, to, NOW],
      [from - 2 * DAY_MS, from, NOW],
    ]);
    asked.length = 0;
    const declared = { spec: { ...SPEC, labels: { expectedShare: 0.8 } } };
    const { rows } = await ask({ countLags }, query, declared);
    expect(asked).toHaveLength(1);
    expect(rows[0]).toMatchObject({ value: expect.closeTo(0.75, 12) as number, expectedFrom: 'declared' });
  });

  test('make a table of days and ages with the fields that the contract names', async () => {
    const day = Date.parse(DAY.from);
    const countTriangle = async () => whole({ days: [{ day, served: 10, rows: 10, arrivedByAge: [4, 1] }] });
    const { rows, frame } = await ask({ countTriangle }, { measure: 'labels.triangle' });
    expect(frame.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'model string',
      'day time',
      'ageDays number',
      'coverage number',
      'arrived number',
      'served number',
      'complete boolean',
    ]);
    // Now is noon of the day after: nothing is two days old.
    expect(rows).toMatchObject([
      { day, ageDays: 1, coverage: 0.4, complete: false },
      { day, ageDays: 2, coverage: 0.5, complete: false },
    ]);
  });
});

describe('costs', () => {
  const cost = (at: string, more: Partial<CostRecord> = {}): CostRecord => ({
    kind: 'cost',
    ts: Date.parse(at),
    model: 'employment',
    version: null,
    infrastructure: 10,
    storage: 0,
    retraining: 0,
    currency: 'EUR',
    receivedAt: 0,
    ...more,
  });
  /** Every day has 1000 requests of v1 and 500 of v2, at 0.01 in all for each version. */
  const countServing: Store['countServing'] = async ({ selection, groupBy, bucketMs }) => {
    const counted: { bucket: number | null; labels: Record<string, string>; value: ServingCounts }[] = [];
    for (let day = Math.floor(selection.from / DAY_MS) * DAY_MS; day < selection.to; day += DAY_MS) {
      expect(bucketMs).toBe(DAY_MS);
      for (const [version, requests] of Object.entries({ v1: 1000, v2: 500 })) {
        const labels: Record<string, string> = groupBy.includes('version') ? { version } : {};
        if (groupBy.length > 0 || version === 'v1') {
          counted.push({
            bucket: day,
            labels,
            value: servingCounts({ requests, rows: requests, costed: requests }),
          });
        }
      }
    }
    return counted;
  };
  const store = (...records: CostRecord[]): Partial<Store> => ({ countServing, costs: async () => records });

  test('of a version fall on its requests alone, and a retraining on the days that it is for', async () => {
    const records = [
      cost('2026-10-20T05:00:00Z', { infrastructure: 15 }),
      cost('2026-10-20T05:00:00Z', { version: 'v2', infrastructure: 5 }),
      cost('2026-10-14T00:00:00Z', { infrastructure: 0, retraining: 42 }),
      cost('2026-10-13T00:00:00Z', { infrastructure: 0, retraining: 4200 }),
    ];
    const query = { measure: 'cost.total', groupBy: ['version'], params: { retrainingDays: 7 } };
    const { rows } = await ask(store(...records), query);
    // 15 and 42 / 7 are of all 1500 requests; the retraining of the 13th was over on the 19th.
    expect(rows).toMatchObject([
      { version: 'v1', value: expect.closeTo(0.01 + 10 + 4, 9) as number },
      { version: 'v2', value: expect.closeTo(0.01 + 5 + 5 + 2, 9) as number },
    ]);
  });

  test('of a day that is not over fall on its requests so far by the part that has passed', async () => {
    const today = { from: '2026-10-21T00:00:00Z', to: '2026-10-21T12:00:00Z' };
    const { rows } = await ask(store(cost(today.from)), { measure: 'cost.total' }, { range: today });
    expect(rows[0]!.value).toBeCloseTo(0.02 + 5, 9);
  });

  test('in another currency are not added up, and a month without a budget is not judged', async () => {
    const { rows } = await ask(store(cost(DAY.from, { currency: 'USD' })), { measure: 'cost.total' });
    expect(rows[0]).toMatchObject({ value: null, reason: expect.stringContaining('USD') as string });
    const spent = await ask(store(), { measure: 'cost.budgetSpent' });
    expect(spent.rows[0]).toMatchObject({ value: null, reason: 'no monthly budget' });
  });

  test('of a month cannot be narrowed down, for what is booked for days cannot', async () => {
    await expect(
      ask(store(), {
        measure: 'cost.budgetSpent',
        filters: [{ key: 'sex', operator: '=', values: ['f'] }],
      }),
    ).rejects.toMatchObject({ code: 'filter-not-expected' });
  });

  test('of a month count up to the end of the range in its own calendar month', async () => {
    const spec: ModelSpec = { ...SPEC, costs: { monthlyBudget: 100 } };
    const records = [
      cost('2026-09-30T00:00:00Z'),
      cost('2026-10-02T00:00:00Z'),
      cost('2026-10-20T00:00:00Z'),
    ];
    const { rows } = await ask(store(...records), { measure: 'cost.budgetSpent' }, { spec });
    // Twenty days of 0.01, and two of 10.
    expect(rows[0]).toMatchObject({
      value: expect.closeTo((20 * 0.01 + 20) / 100, 9) as number,
      verdict: 'ok',
    });
  });
});

test('ages and offline values come with what the model says of each feature', async () => {
  const spec: ModelSpec = {
    ...SPEC,
    features: [
      { name: 'age', type: 'number', ttlSeconds: 60, parityTolerance: 0.5 },
      { name: 'school', type: 'category' },
    ],
  };
  const asked: unknown[] = [];
  const store: Partial<Store> = {
    countAges: async ({ ttlMs, backfillMs }) => {
      asked.push([ttlMs, backfillMs]);
      return [];
    },
    countParity: async ({ tolerances }) => {
      asked.push(tolerances);
      return [];
    },
  };
  const stale = await ask(store, { measure: 'freshness.staleRate' }, { spec });
  await ask(store, { measure: 'parity.mismatchRate' }, { spec });
  await ask(store, { measure: 'parity.mismatchRate', params: { tolerance: 2 } }, { spec });
  expect(asked).toEqual([
    [{ age: 60_000, school: null }, DAY_MS],
    { age: 0.5, school: 1e-6 },
    { age: 2, school: 2 },
  ]);
  expect(stale.rows).toMatchObject([
    { feature: 'age', value: null, reason: 'no times of this feature', verdict: 'insufficient' },
    { feature: 'school', value: null, reason: 'no ttlSeconds for this feature' },
  ]);
});

test('attributions are compared with the days before, by group', async () => {
  const spans: number[] = [];
  const countAttributions: Store['countAttributions'] = async ({ selection, features }) => {
    spans.push((selection.to - selection.from) / DAY_MS);
    expect(features).toEqual(['age', 'school']);
    const age = selection.to === Date.parse(DAY.from) ? 1 : 3;
    return whole({
      served: 500,
      rows: 500,
      attributed: 400,
      attributedRows: 400,
      absolute: { age, school: 1 },
      squared: { age, school: 1 },
    });
  };
  const { rows } = await ask({ countAttributions }, { measure: 'explanations.attributionDrift' });
  expect(spans).toEqual([1, 7]);
  expect(rows[0]).toMatchObject({ value: 0.25, most: 'age' });
});
