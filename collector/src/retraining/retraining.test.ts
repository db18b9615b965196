import type { ChangeRecord, Frame, ModelEntry, Query, RetrainingRequest } from '../contract';
import type { QueryEngine } from '../query';
import { createRetrainingService, type RetrainingOptions } from '.';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.parse('2026-10-01T00:00:00Z');

type Rule = NonNullable<ModelEntry['spec']['retraining']>['triggers'][number];
interface Answer {
  feature?: string;
  value: number;
  verdict: string;
}

/** A collector in a few lines: labels arrive after a lag, verdicts are given, documents outlive the service. */
function world(rule: Rule, lagMs = 2 * DAY_MS) {
  const documents = new Map<string, unknown>();
  const told: RetrainingRequest[] = [];
  const asked: { query: Query; range: { from: number; to: number } }[] = [];
  const state = {
    now: START + 10 * DAY_MS,
    answers: [] as Answer[],
    changes: [] as ChangeRecord[],
    fails: false,
    digest: 'first',
  };
  const coverageAt = (ms: number): number => (ms <= state.now - lagMs ? 1 : 0);
  const query: QueryEngine = {
    async run({ query: one, range }) {
      const { from, to } = range as { from: number; to: number };
      asked.push({ query: one, range: { from, to } });
      if (one.shape === 'series') {
        const step = Number.parseInt(one.window!, 10) * HOUR_MS;
        const times: number[] = [];
        for (let at = from; at < to; at += step) times.push(at);
        const values = times.map((at) => (at < START ? null : coverageAt(at + step)));
        return frameOf({ time: times, value: values });
      }
      if (one.measure === 'labels.coverage') {
        const covered = Math.min(to, state.now - lagMs) - Math.max(from, START);
        const share = Math.max(0, covered) / (to - Math.max(from, START));
        return tableOf([{ value: share, verdict: 'ok' }], (to - Math.max(from, START)) / HOUR_MS);
      }
      return tableOf(state.answers);
    },
  };
  const entry = {
    spec: {
      model: 'credit',
      task: 'binary',
      features: [{ name: 'age', type: 'number' }],
      retraining: { triggers: [rule] },
    },
    schema: { model: 'credit', version: 3, features: [{ name: 'age', type: 'number' }], segments: [] },
    versions: { v1: { digest: 'abc' } },
  } as unknown as ModelEntry;
  const options: RetrainingOptions = {
    store: {
      documents: {
        get: async (_: string, id: string) => (documents.get(id) ?? null) as never,
        list: async () =>
          [...documents].map(([id, value]) => ({ id, value: structuredClone(value) as never })),
        put: async (_: string, id: string, value: unknown) => void documents.set(id, structuredClone(value)),
        remove: async () => undefined,
      },
      changes: async () => state.changes,
      timeRange: async () => ({ from: START, to: state.now, rows: 1 }),
    },
    registry: {
      models: () => [entry],
      model: () => entry,
      productionVersion: () => 'v1',
      baseline: () => ({ version: 'v1', digest: state.digest, kind: null, rows: 100 }) as never,
    },
    query,
    async tell(request) {
      if (state.fails) throw new Error('killed');
      told.push(structuredClone(request));
    },
    everyMs: DAY_MS,
    log: { info: () => undefined, warn: () => undefined },
    clock: () => state.now,
  };
  return {
    state,
    told,
    asked,
    /** A new collector over the same documents, `days` later, that looks once. */
    async lookAfter(days: number) {
      state.now += days * DAY_MS;
      const service = await createRetrainingService(options);
      await service.look();
      const [trigger] = await service.list();
      await service.close();
      return trigger!;
    },
  };
}

function frameOf(columns: Record<string, (number | string | null)[]>): Frame {
  return {
    name: 'answer',
    fields: Object.entries(columns).map(([name, values]) => ({ name, type: 'number', values })),
    meta: {},
  } as unknown as Frame;
}

const tableOf = (answers: Answer[], weight = 1000): Frame =>
  frameOf({
    ...(answers[0]?.feature !== undefined && { feature: answers.map(({ feature }) => feature ?? null) }),
    value: answers.map(({ value }) => value),
    threshold: answers.map(() => 0.2),
    n: answers.map(() => weight),
    weight: answers.map(() => weight),
    coverage: answers.map(() => null),
    verdict: answers.map(({ verdict }) => verdict),
  });

const drift: Rule = { name: 'drifted', when: 'drift' };
const drifted = (value = 0.5): Answer[] => [{ feature: 'age', value, verdict: 'breach' }];
const calm: Answer[] = [{ feature: 'age', value: 0.01, verdict: 'ok' }];

it('asks once for a cause, across restarts, and not before the labels of its window have arrived', async () => {
  const { state, told, lookAfter } = world(drift);
  state.answers = drifted();
  expect(await lookAfter(0)).toMatchObject({ state: 'waiting' });
  expect(await lookAfter(1)).toMatchObject({ state: 'waiting' });
  expect(told).toEqual([]);
  expect(await lookAfter(1)).toMatchObject({ state: 'open' });
  await lookAfter(1);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    model: 'credit',
    trigger: 'drifted',
    causes: [{ key: 'drift.psi age', since: START + 10 * DAY_MS, evidence: { value: 0.5, threshold: 0.2 } }],
    training: { to: START + 10 * DAY_MS },
    baseline: { version: 'v1', digest: 'first' },
    lineage: { version: 'v1', digest: 'abc', schema: 3, features: ['age'], lastRetraining: null },
  });
  expect(told[0]!.causes[0]!.window).toEqual({ from: START + 9 * DAY_MS, to: START + 10 * DAY_MS });
});

it('asks at once where the job labels rows itself, and tells again what a crash kept it from telling', async () => {
  const { state, told, lookAfter } = world({ ...drift, immediately: true });
  state.answers = drifted();
  state.fails = true;
  const before = await lookAfter(0);
  state.fails = false;
  await lookAfter(0);
  await lookAfter(0);
  expect(told.map(({ id }) => id)).toEqual([before.requests[0]!.id]);
});

it('asks again for a cause that was away for a whole window, or that a finished retraining did not cure', async () => {
  const { state, told, lookAfter } = world({ ...drift, immediately: true, window: '24h' });
  state.answers = drifted();
  await lookAfter(0);
  state.answers = calm;
  await lookAfter(0.5);
  state.answers = drifted();
  await lookAfter(0.25);
  expect(told).toHaveLength(1);
  state.answers = calm;
  await lookAfter(0.5);
  expect(await lookAfter(1)).toMatchObject({ state: 'quiet' });
  state.answers = drifted();
  await lookAfter(1);
  expect(told).toHaveLength(2);
  const report = (ts: number, status: string, id: string | null = null): ChangeRecord => ({
    ...{ kind: 'change', id, ts, change: 'retraining', model: 'credit', version: 'v2', text: 'job', status },
    receivedAt: ts,
  });
  state.changes = [report(state.now + 1, 'started', `${told[1]!.id}:started`)];
  expect((await lookAfter(0.1)).requests[0]).toMatchObject({ state: 'started' });
  state.changes.push(report(state.now, 'failed'));
  expect((await lookAfter(0.1)).requests[0]).toMatchObject({ state: 'started' });
  state.changes.push(report(state.now + 1, 'succeeded', `${told[1]!.id}:succeeded`));
  const after = await lookAfter(0.1);
  expect(after.requests.map((one) => one.state)).toEqual(['asked', 'succeeded', 'asked']);
  expect(told).toHaveLength(3);
  state.digest = 'second';
  await lookAfter(0.1);
  expect(told).toHaveLength(4);
});

it('judges performance over the newest window whose labels have all arrived, and nothing without one', async () => {
  const rule: Rule = { name: 'worse', when: 'performance', measure: 'performance.rocAuc', window: '3d' };
  const { state, told, asked, lookAfter } = world(rule);
  state.answers = [{ value: 0.6, verdict: 'immature' }];
  expect((await lookAfter(0)).reason).toMatch('1 of 1 without a verdict');
  expect(asked.find(({ query }) => query.measure === rule.measure)!.range).toEqual({
    from: START + 5 * DAY_MS,
    to: START + 8 * DAY_MS,
  });
  expect(told).toEqual([]);
  state.answers = [{ value: 0.6, verdict: 'breach' }];
  await lookAfter(0);
  expect(told).toHaveLength(1);
  const never = world(rule, 30 * DAY_MS);
  never.state.answers = state.answers;
  expect((await never.lookAfter(0)).reason).toMatch('no 3d with mature labels yet');
  expect(never.told).toEqual([]);
});

it('counts labels since the last request, and windows of labels that have arrived', async () => {
  const volume = world({ name: 'many', when: 'volume', labels: 24 * 8 });
  await volume.lookAfter(0);
  await volume.lookAfter(1);
  expect(volume.told).toHaveLength(1);
  await volume.lookAfter(10);
  expect(volume.told).toHaveLength(2);
  const ripe = world({ name: 'ripe', when: 'maturity', window: '7d' });
  for (let day = 0; day < 14; day++) await ripe.lookAfter(1);
  expect(ripe.told.map(({ causes }) => new Date(causes[0]!.window.to).toISOString().slice(0, 10))).toEqual([
    '2026-10-10',
    '2026-10-17',
  ]);
});
