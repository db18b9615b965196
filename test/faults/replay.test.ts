import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReplayRequest, ReplayRun } from '../../collector/src/contract';
import { buildCollector } from './buildCollector';
import { CollectorProcess } from './collectorProcess';

/* The models and their formula: test/fixtures/onnx/make.py. `endless` never comes back from a row with a above 100. */

jest.setTimeout(240_000);

const ROWS = 40_000;
const START = Date.parse('2026-10-01T00:00:00Z');
const at = (id: number): string => new Date(START + id * 100).toISOString();
const FEATURES = ['a', 'b', 'c', 'd'];
const inputs = (name: string) => [{ name, tensor: 'float32 [N,4]', features: FEATURES }];
const MODEL = {
  model: 'forms',
  task: 'binary',
  positiveClass: 1,
  features: FEATURES.map((name) => ({ name, type: 'number' })),
  versions: {
    matrix: { file: 'matrix.onnx', inputs: inputs('X') },
    // A call of the runtime for each row: slow enough to be killed in the middle.
    fixed1: { file: 'fixed1.onnx', inputs: inputs('X') },
    endless: { file: 'endless.onnx', inputs: inputs('input') },
  },
};

let folder: string;
let bundle: string;
let collector: CollectorProcess;
const startCollector = (...more: string[]): CollectorProcess =>
  (collector = new CollectorProcess(bundle, join(folder, 'data'), join(folder, 'model.json'), more));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'replay-faults-'));
  bundle = await buildCollector();
  for (const { file } of Object.values(MODEL.versions))
    copyFileSync(join(__dirname, '../fixtures/onnx', file), join(folder, file));
  writeFileSync(join(folder, 'model.json'), JSON.stringify(MODEL));
  startCollector();
  for (let first = 0; first < ROWS; first += 4000) {
    await ask(
      'POST',
      '/v1/predictions',
      Array.from({ length: 4000 }, (_, place) => prediction(first + place)),
    );
  }
  for (let backlog = 1; backlog > 0; await sleep(50)) {
    const metrics = await (await fetch(`${await collector.url}/metrics`)).text();
    backlog = Number(/^modelwatch_applier_backlog_bytes (\S+)/m.exec(metrics)![1]);
  }
});
afterAll(async () => {
  await collector.kill();
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundle, { recursive: true, force: true });
});

const prediction = (id: number) => ({
  id: `event-${id}`,
  ts: at(id),
  model: 'forms',
  version: 'matrix',
  features: { a: id === ROWS - 1 ? 1000 : (id % 97) / 10, b: id % 5, c: id % 2, d: (id % 13) / 3 },
  prediction: { class: 1, scores: { '1': 0.5 } },
  latencyMs: 5,
  status: 200,
});

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${await collector.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const told = (await answer.json()) as T;
  if (!answer.ok) throw new Error(JSON.stringify(told));
  return told;
}

const start = (version: string, more: Partial<ReplayRequest> = {}): Promise<ReplayRun> =>
  ask('POST', '/v1/replays', { model: 'forms', from: at(0), to: at(ROWS), versions: [version], ...more });

async function until({ id }: ReplayRun, isReached: (run: ReplayRun) => boolean): Promise<ReplayRun> {
  for (;;) {
    const run = await ask<ReplayRun>('GET', `/v1/replays/${id}`);
    if (isReached(run)) return run;
    await sleep(20);
  }
}
const untilEnded = (run: ReplayRun): Promise<ReplayRun> =>
  until(run, ({ state }) => state !== 'queued' && state !== 'running');

it('goes on where it was after a kill, to the same bytes', async () => {
  const repairs = [{ feature: 'b', expression: 'b / 2' }];
  const whole = await untilEnded(await start('fixed1', { repairs }));
  expect(whole).toMatchObject({ state: 'done', error: null, progress: { rows: ROWS } });

  const begun = await start('fixed1', { repairs });
  const queued = await start('matrix');
  await until(begun, ({ progress }) => progress.rows > ROWS * 0.7);
  await collector.kill();
  startCollector();
  const resumed = await untilEnded(begun);
  expect(collector.output).toMatch(/goes on at [1-9]\d* of 40000 rows/);
  expect(resumed).toMatchObject({ state: 'done', resumed: 1, error: null });
  const bytesOf = ({ results }: ReplayRun) => results.map(({ rows, scoresDigest }) => [rows, scoresDigest]);
  expect(bytesOf(resumed)).toEqual(bytesOf(whole));
  expect(await untilEnded(queued)).toMatchObject({ state: 'done', progress: { rows: ROWS } });
});

it('ends a run whose model never comes back, and lives', async () => {
  await collector.stop();
  startCollector('--replay-batch-seconds', '5');
  const ended = await untilEnded(await start('endless'));
  expect(ended).toMatchObject({
    state: 'failed',
    error: expect.stringMatching(/did not come back within 5 s and was stopped while it ran endless/),
  });
  expect(await ask('GET', '/v1/models')).toMatchObject({ models: [{ spec: { model: 'forms' } }] });
  // A thread inside the runtime cannot be ended; the process that is told to stop must stop nevertheless.
  await collector.stop();
  expect(collector.output).toContain('the process is killed with it');
});
