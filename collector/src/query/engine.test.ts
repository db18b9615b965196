import type { Frame, Query, QueryRequest } from '../contract';
import { bins, DAY, engineOver, NOW, servingCounts, SPEC } from './testing';

const ask = (query: Partial<Query> & Pick<Query, 'measure' | 'shape'>, more: Partial<QueryRequest> = {}) => ({
  query: { model: 'employment', ...query },
  range: DAY,
  ...more,
});

const column = (frame: Frame, name: string) => frame.fields.find((field) => field.name === name)?.values;

const drifted = {
  countBins: async () => [
    {
      bucket: null,
      labels: {},
      value: { age: bins([300, 400, 300]), school: bins([900, 0], { unseen: 100 }) },
    },
  ],
};

const hour = (hours: number) => Date.parse(DAY.from) + hours * 3_600_000;

test('an ok of drift says what smallest shift would have shown; a breach says nothing of it', async () => {
  const table = await engineOver(drifted).run(ask({ measure: 'drift.psi', shape: 'table' }));
  expect(column(table, 'verdict')).toEqual(['ok', 'breach']);
  expect(column(table, 'would have shown')).toEqual([
    expect.stringMatching(/^0\.\d+ standard deviations (up|down)$/),
    null,
  ]);
  const snapshot = await engineOver(drifted).run(ask({ measure: 'drift.psi', shape: 'snapshot' }));
  expect(snapshot.meta.notices?.map(({ text }) => text).join()).toMatch(/age: 0\.\d+ standard deviations/);
});

describe('a snapshot', () => {
  test('is numeric-long: labels as text columns, and one value a label set', async () => {
    const frame = await engineOver(drifted).run(
      ask({ measure: 'drift.psi', shape: 'snapshot' }, { refId: 'A' }),
    );
    expect(frame.meta).toMatchObject({ type: 'numeric-long', typeVersion: [0, 1] });
    expect(frame.refId).toBe('A');
    expect(frame.fields.map(({ name, type }) => [name, type])).toEqual([
      ['model', 'string'],
      ['feature', 'string'],
      ['value', 'number'],
    ]);
    expect(column(frame, 'feature')).toEqual(['age', 'school']);
    expect(column(frame, 'value')![0]).toBeCloseTo(0, 12);
    expect(column(frame, 'value')![1]).toBeGreaterThan(1);
  });

  test('as breach is 1 above the threshold and 0 below', async () => {
    const frame = await engineOver(drifted).run(
      ask({ measure: 'drift.psi', shape: 'snapshot', as: 'breach' }),
    );
    expect(column(frame, 'value')).toEqual([0, 1]);
    expect(frame.meta.custom).toMatchObject({
      verdicts: { ok: 1, breach: 1, insufficient: 0, immature: 0, none: 0 },
    });
  });

  test('the threshold of the query stands above that of the model, and that above the catalogue', async () => {
    const thresholds = { 'drift.psi': 1e6 };
    const engine = engineOver(drifted, { spec: { ...SPEC, thresholds } });
    const breach = ask({ measure: 'drift.psi', shape: 'snapshot', as: 'breach' });
    expect(column(await engine.run(breach), 'value')).toEqual([0, 0]);
    const stricter = { ...breach, query: { ...breach.query, params: { threshold: 0.5 } } };
    expect(column(await engine.run(stricter), 'value')).toEqual([0, 1]);
  });

  test('for an alert answers every group ever seen, null where it has no rows', async () => {
    const store = {
      countServing: async () => [{ bucket: null, labels: { region: 'north' }, value: servingCounts() }],
      dimensionValues: async () => ['north', 'south'],
    };
    const query = ask({ measure: 'serving.availability', shape: 'snapshot', groupBy: ['region'] });
    const forPeople = await engineOver(store).run(query);
    expect(column(forPeople, 'region')).toEqual(['north']);
    const forAlert = await engineOver(store).run({ ...query, fromAlert: true });
    expect(column(forAlert, 'region')).toEqual(['north', 'south']);
    expect(column(forAlert, 'value')).toEqual([1, null]);
  });

  test('an alert on a group that a filter shuts out is not told of it', async () => {
    const store = { countServing: async () => [], dimensionValues: async () => ['north', 'south'] };
    const filters: Query['filters'] = [{ key: 'region', operator: '!=', values: ['south'] }];
    const frame = await engineOver(store).run(
      ask(
        { measure: 'serving.requests', shape: 'snapshot', groupBy: ['region'], filters },
        { fromAlert: true },
      ),
    );
    expect(column(frame, 'region')).toEqual(['north']);
    expect(column(frame, 'value')).toEqual([0]);
  });

  test('without rows and groups is a clean "no data"', async () => {
    const store = { countServing: async () => [] };
    const frame = await engineOver(store).run(
      ask({ measure: 'serving.latency', shape: 'snapshot', groupBy: ['region'] }),
    );
    expect(frame.fields).toEqual([]);
  });
});

describe('a series', () => {
  const store = {
    countServing: async () => [
      { bucket: hour(0), labels: {}, value: servingCounts({ serverErrors: 10 }) },
      { bucket: hour(12), labels: {}, value: servingCounts({ requests: 50, rows: 50 }) },
    ],
  };

  test('is wide, begins its steps at whole windows, and leaves steps without rows null', async () => {
    const frame = await engineOver(store).run(
      ask({ measure: 'serving.availability', shape: 'series', window: '6h' }),
    );
    expect(frame.meta).toMatchObject({ type: 'timeseries-wide', typeVersion: [0, 1] });
    expect(column(frame, 'time')).toEqual([hour(0), hour(6), hour(12), hour(18)]);
    expect(column(frame, 'value')).toEqual([0.99, null, 1, null]);
    expect(frame.fields[1]!.labels).toEqual({ model: 'employment' });
    expect(frame.fields[1]!.config).toMatchObject({ unit: 'percentunit', displayNameFromDS: 'Availability' });
  });

  test('for an alert leaves out what rests on too few rows', async () => {
    const frame = await engineOver(store).run(
      ask({ measure: 'serving.availability', shape: 'series', window: '6h' }, { fromAlert: true }),
    );
    expect(column(frame, 'value')).toEqual([0.99, null, null, null]);
  });

  test('of requests has 0 where there were none, for an alert too', async () => {
    const frame = await engineOver(store).run(
      ask({ measure: 'serving.requests', shape: 'series', window: '6h' }, { fromAlert: true }),
    );
    expect(column(frame, 'value')).toEqual([1000, 0, 50, 0]);
  });

  test('names each field by what tells it from the others, and labels it uniquely', async () => {
    const frame = await engineOver({
      countBins: async () => [
        {
          bucket: hour(0),
          labels: { region: 'north' },
          value: { age: bins([1, 1, 1]), school: bins([1, 1]) },
        },
        {
          bucket: hour(0),
          labels: { region: 'south' },
          value: { age: bins([1, 1, 1]), school: bins([1, 1]) },
        },
      ],
    }).run(ask({ measure: 'drift.psi', shape: 'series', window: '1d', groupBy: ['region'] }));
    const labels = frame.fields.slice(1).map((field) => field.labels);
    expect(labels).toContainEqual({ model: 'employment', region: 'south', feature: 'school' });
    expect(new Set(labels.map((one) => JSON.stringify(one))).size).toBe(4);
    expect(frame.fields.slice(1).map(({ config }) => config?.displayNameFromDS)).toEqual([
      'age · north',
      'school · north',
      'age · south',
      'school · south',
    ]);
  });

  test('reads its first step whole, so that a step is the same whatever range shows it', async () => {
    let from = 0;
    const watching = {
      countServing: async (request: { selection: { from: number } }) => {
        from = request.selection.from;
        return [];
      },
    };
    await engineOver(watching).run({
      ...ask({ measure: 'serving.requests', shape: 'series', window: '6h' }),
      range: { from: hour(7), to: hour(13) },
    });
    expect(from).toBe(hour(6));
  });
});

describe('labels that have not arrived', () => {
  const store = (unlabelled: number) => ({
    countConfusion: async () => [
      {
        bucket: null,
        labels: {},
        value: {
          classes: ['0', '1'],
          counts: [
            [200, 50],
            [50, 200],
          ],
          unlabelled: [unlabelled, unlabelled],
          rows: 500,
          servedRows: 500 + 2 * unlabelled,
        },
      },
    ],
  });
  const query = { measure: 'performance.accuracy', shape: 'snapshot', params: { threshold: 0.9 } } as const;

  test('never read as ok: a person sees the value with a notice, an alert sees nothing', async () => {
    const young = engineOver(store(400));
    const frame = await young.run(ask(query));
    expect(column(frame, 'value')).toEqual([0.8]);
    expect(frame.meta.notices![0]).toMatchObject({
      severity: 'warning',
      text: expect.stringContaining('38.4 %'),
    });
    expect(frame.meta.custom).toMatchObject({ verdicts: { immature: 1 }, coverage: 500 / 1300 });
    expect(column(await young.run(ask(query, { fromAlert: true })), 'value')).toEqual([null]);
    expect(column(await young.run(ask({ ...query, as: 'breach' })), 'value')).toEqual([null]);
  });

  test('once they have, the value is judged', async () => {
    const frame = await engineOver(store(10)).run(ask({ ...query, as: 'breach' }, { fromAlert: true }));
    expect(column(frame, 'value')).toEqual([1]);
    expect(frame.meta.notices).toEqual([]);
  });

  test.each([
    [undefined, NOW],
    ['final', Infinity],
    ['2026-10-20T12:00:00Z', Date.parse('2026-10-20T12:00:00Z')],
  ])('are seen as of %s', async (asOf, expected) => {
    let seen = 0;
    await engineOver({
      countConfusion: async (request) => {
        seen = request.asOf;
        return [];
      },
    }).run(ask({ ...query, asOf }));
    expect(seen).toBe(expected);
  });
});

test('a table shows interval, rows, verdict and reason, and the worst pair of a disparity', async () => {
  const group = (selected: number) => ({
    classes: ['0', '1'],
    counts: [
      [500 - selected, selected],
      [0, 0],
    ],
    unlabelled: [0, 0],
    rows: 500,
    servedRows: 500,
  });
  const frame = await engineOver({
    countConfusion: async ({ groupBy }) => {
      expect(groupBy).toEqual(['sex']);
      return [
        { bucket: null, labels: { sex: 'female' }, value: group(100) },
        { bucket: null, labels: { sex: 'male' }, value: group(150) },
      ];
    },
  }).run(
    ask({
      measure: 'fairness.demographicParityDifference',
      shape: 'table',
      params: { segment: 'sex', threshold: 0.05 },
    }),
  );
  const row = Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[0]]));
  expect(row).toMatchObject({
    model: 'employment',
    segment: 'sex',
    n: 1000,
    threshold: 0.05,
    verdict: 'breach',
    reason: null,
    highest: 'male',
    lowest: 'female',
  });
  expect(row.value).toBeCloseTo(0.1, 12);
});

describe('a distribution', () => {
  test('puts the feature that moved most first, and missing, unseen and invalid values into bars', async () => {
    const frame = await engineOver({
      countBins: async () => [
        {
          bucket: null,
          labels: {},
          value: {
            age: bins([300, 400, 300]),
            school: bins([400, 300], { unseen: 100, missing: 150, invalid: 50 }),
          },
        },
      ],
    }).run(ask({ measure: 'drift.psi', shape: 'distribution' }));
    expect(column(frame, 'feature')).toEqual([...Array(5).fill('school'), ...Array(5).fill('age')]);
    expect(column(frame, 'kind')!.slice(0, 5)).toEqual(['level', 'level', 'unseen', 'missing', 'invalid']);
    expect(column(frame, 'current')!.slice(0, 5)).toEqual([0.4, 0.3, 0.1, 0.15, 0.05]);
    expect(column(frame, 'baseline')!.slice(0, 5)).toEqual([0.5, 0.5, 0, 0, 0]);
    expect(column(frame, 'bin')!.slice(5)).toEqual(['≤ 10', '10 to 20', '> 20', 'missing', 'invalid']);
    expect(column(frame, 'lower')!.slice(5, 8)).toEqual([null, 10, 20]);
    expect(column(frame, 'verdict')![0]).toBe('breach');
  });

  test('is told for each step of the window that is named, steps without rows included', async () => {
    const midnight = Date.parse(DAY.from);
    const frame = await engineOver({
      countBins: async ({ bucketMs }) => {
        expect(bucketMs).toBe(12 * 3_600_000);
        return [{ bucket: midnight, labels: {}, value: { age: bins([300, 400, 300]) } }];
      },
    }).run(ask({ measure: 'drift.psi', shape: 'distribution', features: ['age'], window: '12h' }));
    expect(frame.fields[0]).toMatchObject({
      name: 'time',
      type: 'time',
      config: { custom: { windowSeconds: 43_200 } },
    });
    expect(column(frame, 'time')).toEqual([
      ...Array(5).fill(midnight),
      ...Array(5).fill(midnight + 12 * 3_600_000),
    ]);
    expect(column(frame, 'current')!.slice(0, 6)).toEqual([0.3, 0.4, 0.3, 0, 0, null]);
    expect(column(frame, 'baseline')![5]).not.toBeNull();
  });

  test('counts the bins once where the measure is computed from them too, and beside values where it is not', async () => {
    let reads = 0;
    const store = {
      countBins: async () => {
        reads += 1;
        return [{ bucket: null, labels: {}, value: { age: bins([300, 400, 300]) } }];
      },
      countJoinedBins: async () => [],
    };
    const query = { shape: 'distribution' as const, measure: 'drift.psi', features: ['age'] };
    const counts = async (params: Record<string, string>) => {
      reads = 0;
      const frame = await engineOver(store).run(ask({ ...query, params }));
      return { reads, current: column(frame, 'current')!.slice(0, 3) };
    };
    expect(await counts({})).toEqual({ reads: 1, current: [0.3, 0.4, 0.3] });
    expect(await counts({ bins: 'joined' })).toEqual({ reads: 1, current: [0.3, 0.4, 0.3] });
  });

  test('of a window without rows shows the baseline alone, and no verdict', async () => {
    const frame = await engineOver({ countBins: async () => [] }).run(
      ask({ measure: 'drift.psi', shape: 'distribution', features: ['age'] }),
    );
    expect(column(frame, 'baseline')).toEqual([0.3, 0.4, 0.3, 0, 0]);
    expect(column(frame, 'current')).toEqual([null, null, null, null, null]);
    expect(column(frame, 'verdict')![0]).toBe('insufficient');
  });
});

test('money is in the currency of the model', async () => {
  const store = { countServing: async () => [{ bucket: null, labels: {}, value: servingCounts() }] };
  const frame = await engineOver(store).run(ask({ measure: 'cost.perPrediction', shape: 'snapshot' }));
  expect(frame.fields.at(-1)!.config?.unit).toBe('currencyEUR');
});

test('an answer that reaches to now says how far the collector is behind; an old one does not', async () => {
  const store = { countServing: async () => [] };
  const engine = engineOver(store, { behindSeconds: 90 });
  const query = ask({ measure: 'serving.requests', shape: 'snapshot' });
  expect((await engine.run(query)).meta.notices).toEqual([]);
  const recent = await engine.run({ ...query, range: { from: NOW - 3_600_000, to: NOW } });
  expect(recent.meta.notices![0]!.text).toContain('90 s behind');
  const behind = await engine.run({
    query: { measure: 'collector.behind', shape: 'snapshot', as: 'breach' },
    range: DAY,
  });
  expect(column(behind, 'value')).toEqual([0]);
});

test('a cancelled query goes no further than the store', async () => {
  const controller = new AbortController();
  const store = {
    countServing: async () => {
      controller.abort();
      return [];
    },
  };
  await expect(
    engineOver(store).run(ask({ measure: 'serving.requests', shape: 'snapshot' }), controller.signal),
  ).rejects.toThrow(/abort/i);
});
