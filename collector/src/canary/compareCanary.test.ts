import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import {
  type CanaryCheck,
  type CanaryRequest,
  type ModelEntry,
  type ModelSpec,
  parseTime,
  type StoredRecord,
} from '../contract';
import { openDuckDbStore, type Store } from '../store';
import { compareCanary, type CanaryOptions, createCanaryService } from '.';

/* The canary of the demo log: v2 at 5 %, then at 50 %, slower than v1 and rolled back for it. */

const DEMO = join(__dirname, '../../demo/employment');
const BEGAN = '2026-10-12T13:12:00Z';
const ENDED = '2026-10-14T05:31:12Z';
const spec: ModelSpec = {
  ...(JSON.parse(readFileSync(join(DEMO, 'model.json'), 'utf8')) as ModelSpec),
  model: 'employment',
  outcomes: [{ name: 'conversion', window: '24h' }],
};
const schema = {
  model: spec.model,
  version: 1,
  features: spec.features.map(({ name, type }) => ({ name, type })),
  segments: [],
};

interface Logged {
  id: string;
  ts: string;
  version: string;
  deployment: 'stable' | 'canary';
  latencyMs: number;
  status: number;
}

const readLines = <T>(name: string): T[] =>
  gunzipSync(readFileSync(join(DEMO, name)))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

let store: Store;
let logged: Logged[];
let now = parseTime(ENDED);

beforeAll(async () => {
  logged = readLines<Logged>('predictions.ndjson.gz').filter(
    ({ ts }) => ts >= '2026-10-12T00' && ts < '2026-10-14T12',
  );
  const ids = new Set(logged.map(({ id }) => id));
  const predictions = logged.map(({ ts, ...one }): StoredRecord => ({
    kind: 'prediction',
    ...one,
    ts: parseTime(ts),
    model: spec.model,
    schema: 1,
    environment: 'production',
    entity: null,
    features: schema.features.map(() => null),
    segments: [],
    class: '1',
    score: 0.5,
    error: null,
    degraded: false,
    coldStart: false,
    cacheHit: false,
    cost: null,
    sampleRate: 1,
    traceId: null,
    requestId: null,
    receivedAt: parseTime(ts),
  }));
  const outcomes = readLines<{ predictionId: string; name: string; value: number; ts: string }>(
    'outcomes.ndjson.gz',
  )
    .filter(({ predictionId }) => ids.has(predictionId))
    .map(({ ts, ...one }): StoredRecord => {
      return { kind: 'outcome', ...one, ts: parseTime(ts), receivedAt: parseTime(ts) };
    });
  store = await openDuckDbStore({ file: join(mkdtempSync(join(tmpdir(), 'canary-')), 'store.duckdb') });
  await store.ensureSchema(schema);
  await store.apply([...predictions, ...outcomes], '1');
}, 60_000);
afterAll(() => store.close());

const parts = () =>
  ({
    store,
    registry: { requireModel: () => ({ spec, schema, schemas: [schema] }) as unknown as ModelEntry },
    clock: () => now,
  }) as unknown as CanaryOptions;
const compare = (more: Partial<CanaryRequest> = {}) =>
  compareCanary({ model: 'employment', from: BEGAN, to: ENDED, ...more }, parts());
const checkOf = (checks: readonly CanaryCheck[], name: string): CanaryCheck =>
  checks.find((check) => check.name === name)!;

/** Linear between order statistics. */
function quantileOf(deployment: string, share: number): number {
  const values = logged
    .filter((one) => one.deployment === deployment && one.ts >= BEGAN && one.ts < ENDED)
    .map(({ latencyMs }) => latencyMs)
    .sort((a, b) => a - b);
  const place = share * (values.length - 1);
  const low = Math.floor(place);
  return values[low]! + (place - low) * ((values[low + 1] ?? values[low]!) - values[low]!);
}

it('rolls the canary of the demo back for its latency, and says by how much it is slower', async () => {
  const { verdict, reason, checks, predictions } = await compare();
  expect(verdict).toBe('roll back');
  expect(reason).toMatch(/latency at .* times/);
  expect(predictions.canary).toBe(
    logged.filter((one) => one.deployment === 'canary' && one.ts >= BEGAN && one.ts < ENDED).length,
  );
  const p95 = checkOf(checks, 'latency.p95');
  expect(p95.state).toBe('breaks');
  expect(p95.canary).toBeCloseTo(quantileOf('canary', 0.95), 9);
  expect(p95.value).toBeGreaterThan(p95.interval!.lower);
  expect(p95.value).toBeLessThan(p95.interval!.upper!);
});

it('waits early on, and says how many more predictions and how long it takes', async () => {
  const { verdict, morePredictions, moreSeconds, checks } = await compare({
    to: '2026-10-12T16:00:00Z',
    bounds: { latency: 5 },
  });
  expect(verdict).toBe('wait');
  expect(checkOf(checks, 'errorRate').state).toBe('undecided');
  expect(morePredictions).toBeGreaterThan(0);
  expect(moreSeconds).toBeGreaterThan(0);
});

it('promotes what is within wide bounds once its outcomes are known, and counts only those whose window has passed', async () => {
  const bounds = { latency: 4, errorRate: 0.05, outcome: 0.15 };
  const early = await compare({ bounds });
  now = parseTime('2026-10-16T00:00:00Z');
  const late = await compare({ bounds });
  const [first, second] = [early, late].map(({ checks }) => checkOf(checks, 'outcome.conversion'));
  expect(first!.predictions).toBeLessThan(second!.predictions);
  expect(late.reason).toMatch(/Every check is within/);
  expect(late.verdict).toBe('promote');
});

it('looks at a watched canary until there is a verdict, tells it once, and keeps it', async () => {
  const told: string[] = [];
  const open = () =>
    createCanaryService({
      ...parts(),
      log: { info: () => undefined, warn: () => undefined },
      everyMs: 20,
      onVerdict: ({ comparison }) => told.push(comparison!.verdict),
    });
  const service = await open();
  await expect(service.watch({ model: 'employment', from: BEGAN, to: ENDED })).rejects.toThrow(/until there/);
  const { id } = await service.watch({ model: 'employment', from: BEGAN });
  for (let tries = 0; tries < 300 && told.length === 0; tries++) await sleep(20);
  await service.close();
  expect(told).toEqual(['roll back']);
  const again = await open();
  expect(await again.list()).toMatchObject([{ id, state: 'decided', comparison: { verdict: 'roll back' } }]);
  await expect(again.stop('none')).rejects.toThrow(/no watched canary/);
  await again.close();
});

it('says that there is nothing to compare, and refuses what makes no sense', async () => {
  expect(await compare({ from: '2026-10-14T06:00:00Z', to: '2026-10-14T07:00:00Z' })).toMatchObject({
    verdict: 'wait',
    reason: expect.stringMatching(/served no prediction/),
  });
  await expect(compare({ against: 'canary' })).rejects.toThrow(/with itself/);
  await expect(compare({ outcome: 'revenue' })).rejects.toThrow(/declares conversion/);
});
