import type { ModelSpec, ReplayRequest } from '../contract';
import { createPrepareModel } from './onnx';
import { createReplayService, type ReplayOptions } from './service';
import { buildWorker } from './testing/buildWorker';
import {
  type DemoPrediction,
  demoFile,
  demoModel,
  demoPredictions,
  numberOf,
  toBatch,
} from './testing/demoLog';
import { fakeRegistry, fakeStore } from './testing/fakes';

const model: ModelSpec = demoModel();
const VERSIONS = ['v1', 'v2', 'v3', 'v3-int8'];
let workerFile: string;
let registry: ReturnType<typeof fakeRegistry>;
let rows: DemoPrediction[];

beforeAll(async () => {
  workerFile = buildWorker();
  const prepare = createPrepareModel({ workerFile });
  const files: Parameters<typeof fakeRegistry>[1] = {};
  for (const version of VERSIONS) {
    const { file, ...own } = model.versions![version]!;
    const { like: _like, ...spec } = own.like ? { ...model.versions![own.like]!, ...own } : own;
    const prepared = await prepare(demoFile(file!), spec, model);
    files[version] = { onnx: prepared.runnable, spec: prepared.spec };
  }
  registry = fakeRegistry(model, files);
  rows = [
    ...demoPredictions(3000, (one) => one.version === 'v1'),
    ...demoPredictions(800, (one) => one.version === 'v2'),
  ];
}, 60_000);

const request: ReplayRequest = {
  model: 'employment',
  from: '2026-10-01T00:00:00Z',
  to: '2026-10-22T00:00:00Z',
  versions: ['v1', 'v2'],
};
const silent = { info: () => undefined, warn: () => undefined };

function* inBatches(of: DemoPrediction[], size = 1024) {
  const labels = new Map(of.map((row, index) => [row.id, index % 3 === 0 ? '1' : '0']));
  for (let start = 0; start < of.length; start += size)
    yield toBatch(of.slice(start, start + size), model, labels);
}

async function open(more: Partial<ReplayOptions> = {}, of: DemoPrediction[] = rows) {
  const fake = fakeStore(() => inBatches(of));
  const options = {
    store: fake.store,
    registry,
    workerFile,
    threads: 2,
    log: silent,
    clock: Date.now,
    ...more,
  };
  return { ...fake, service: await createReplayService(options) };
}

it('scores what was logged, with each version, to the precision of its floats', async () => {
  const { service, appended } = await open();
  const run = await service.wait((await service.start(request)).id);
  expect(run).toMatchObject({ state: 'done', error: null, progress: { rows: 3800, total: 3800 } });
  const [v1, v2] = run.results;
  expect(v1).toMatchObject({
    version: 'v1',
    repaired: false,
    rows: 3800,
    failed: {},
    comparedWithLogged: 3000,
  });
  expect(v1!.largestDifferenceFromLogged).toBeLessThan(1e-6);
  expect(v2).toMatchObject({ version: 'v2', comparedWithLogged: 800 });
  expect(v2!.largestDifferenceFromLogged).toBeLessThan(1e-6);
  expect(v1!.agreementWithLogged).toBeGreaterThan(0.95);
  expect(run.logged?.n).toBe(3800);
  expect(run.logged?.rocAucInterval?.confidence).toBe(0.95);
  // Every row of every version is in the store, under the run's id.
  expect(new Set(appended.map((one) => one.runId))).toEqual(new Set([run.id]));
  const stored = appended.filter((one) => one.version === 'v2').flatMap((one) => [...one.numbers]);
  expect(stored.sort()).toEqual(rows.map((row) => numberOf(row.id)).sort());
  await service.close();
}, 30_000);

it('runs candidates that nobody was served by, as logged and repaired', async () => {
  const { service } = await open({}, rows.slice(0, 500));
  const repairs = [
    {
      feature: 'AGEP',
      expression: 'AGEP / 12',
      where: [{ key: 'client', operator: '=' as const, values: ['mobile'] }],
    },
  ];
  const run = await service.wait(
    (await service.start({ ...request, versions: ['v3', 'v3-int8'], repairs })).id,
  );
  expect(run.results.map(({ version, repaired }) => [version, repaired])).toEqual([
    ['v3', false],
    ['v3', true],
    ['v3-int8', false],
    ['v3-int8', true],
  ]);
  expect(run.results[0]).toMatchObject({ comparedWithLogged: 0, largestDifferenceFromLogged: null });
  expect(run.results[0]!.meanScore).not.toBeCloseTo(run.results[1]!.meanScore!, 3);
  await service.close();
}, 30_000);

it('gives a dynamically quantized model the same scores whoever its rows are scored with', async () => {
  const scoresOf = async (of: DemoPrediction[]) => {
    const { service, appended } = await open({ threads: 1 }, of);
    await service.wait((await service.start({ ...request, versions: ['v3-int8'] })).id);
    await service.close();
    return new Map(
      appended.flatMap(({ numbers, scores }) =>
        [...numbers].map((number, row) => [number, scores[row]] as const),
      ),
    );
  };
  const [all, few] = [await scoresOf(rows.slice(0, 300)), await scoresOf(rows.slice(100, 110))];
  expect(few.size).toBe(10);
  for (const [number, score] of few) expect(score).toBe(all.get(number));
}, 30_000);

it.each<[string, Partial<ReplayRequest>, string, string | undefined]>([
  ['an unknown model', { model: 'nobody' }, 'unknown-model', undefined],
  ['an unknown version', { versions: ['v9'] }, 'unknown-version', undefined],
  ['a reversed range', { from: request.to, to: request.from }, 'range-reversed', '$.to'],
  ['a time without an offset', { from: '2026-10-01T00:00:00' }, 'range-invalid', '$.from'],
  [
    'an unknown filter',
    { filters: [{ key: 'moon', operator: '=', values: ['full'] }] },
    'filter-invalid',
    '$.filters[0].key',
  ],
  [
    'a repair of an unknown feature',
    { repairs: [{ feature: 'AGE', expression: '1' }] },
    'repair-invalid',
    '$.repairs[0].feature',
  ],
  [
    'a repair that is no expression',
    { repairs: [{ feature: 'AGEP', expression: 'AGEP /' }] },
    'expression-invalid',
    '$.expression',
  ],
])('refuses %s before anything is run', async (_name, more, code, path) => {
  const { service, documents } = await open({}, rows.slice(0, 10));
  await expect(service.start({ ...request, ...more })).rejects.toMatchObject({
    name: 'ModelWatchError',
    code,
    path,
  });
  expect(documents.size).toBe(0);
});

it('refuses a window without predictions and says where they are', async () => {
  const { service } = await open({}, []);
  await expect(service.start(request)).rejects.toMatchObject({
    code: 'window-empty',
    message: expect.stringContaining('1970'),
  });
});

it('refuses a window that would not fit into memory', async () => {
  const { service } = await open({ maximumRows: 100 });
  await expect(service.start(request)).rejects.toMatchObject({ code: 'window-too-large' });
});

it('counts rows that a version cannot score by reason, and scores the others', async () => {
  const [first, second] = rows as [DemoPrediction, DemoPrediction];
  const strange = { ...first, id: 'strange', features: { ...first.features, MIG: 'Y' } };
  const strict = { ...model.versions!['v2']!.inputs![0]! };
  delete strict.unseen;
  const v2 = registry.runnable('employment', 'v2');
  const one = { ...registry, runnable: () => ({ ...v2, spec: { ...v2.spec, inputs: [strict] } }) };
  const { service } = await open({ registry: one }, [first, strange, second]);
  const run = await service.wait((await service.start({ ...request, versions: ['v2'] })).id);
  expect(run.results[0]!.rows).toBe(3);
  expect(Object.entries(run.results[0]!.failed)).toEqual([
    ['MIG has a category that is none of its levels, and the input X names no `unseen`', 1],
  ]);
  await service.close();
}, 30_000);

it('ends a run that is cancelled, and goes on with the next', async () => {
  function* endless() {
    for (;;) yield* inBatches(rows.slice(0, 256), 256);
  }
  const fake = fakeStore(endless);
  const store = { ...fake.store, countRows: async () => 1e6 };
  const service = await createReplayService({
    store,
    registry,
    workerFile,
    threads: 1,
    log: silent,
    clock: Date.now,
  });
  const running = await service.start(request);
  const queued = await service.start(request);
  while ((await service.get(running.id))!.progress.rows === 0)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await service.cancel(queued.id)).toMatchObject({ state: 'cancelled', progress: { rows: 0 } });
  expect(await service.cancel(running.id)).toMatchObject({
    state: 'cancelled',
    error: expect.stringMatching(/^Cancelled at \d+ of/),
  });
  expect(await service.get(queued.id)).toMatchObject({ state: 'cancelled' });
  const third = await service.start(request);
  while ((await service.get(third.id))!.state !== 'running')
    await new Promise((resolve) => setTimeout(resolve, 10));
  await service.close();
  expect(await service.get(third.id)).toMatchObject({
    state: 'queued',
    error: expect.stringContaining('it goes on at the next start'),
  });
  await expect(service.start(request)).rejects.toMatchObject({ code: 'stopping', status: 503 });
}, 30_000);

describe('a run that is stopped', () => {
  const wanted = { ...request, repairs: [{ feature: 'AGEP', expression: 'AGEP / 12' }] };
  const bytesOf = (runId: string, { appended }: ReturnType<typeof fakeStore>) =>
    appended
      .filter((one) => one.runId === runId && one.version === 'v1' && !one.repaired)
      .flatMap(({ numbers, scores }) => [...numbers].map((number, row) => [number, scores[row]]));
  const inOrder = () => [...rows].sort((a, b) => Date.parse(a.ts) - Date.parse(b.ts));

  /** Opens a service whose store hands out batches only while the gate is open. */
  async function openGated(fake: ReturnType<typeof fakeStore>, gate: { batches: number }) {
    const { readRows } = fake.store;
    const store = {
      ...fake.store,
      async *readRows(...given: Parameters<typeof readRows>) {
        for await (const batch of readRows(...given)) {
          while (given[0].features.length > 0 && gate.batches-- <= 0) {
            await new Promise((resolve) => setTimeout(resolve, 5));
            if (given[1]?.aborted) return;
          }
          yield batch;
        }
      },
    };
    const options = { store, registry, workerFile, threads: 2, log: silent, clock: Date.now };
    return createReplayService({ ...options, mostBetweenAppendsMs: 0 });
  }
  async function until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  it('goes on where it was, by hand or at the next start, to the same bytes as a run that nobody stopped', async () => {
    const fake = fakeStore(() => inBatches(inOrder(), 500));
    const gate = { batches: Infinity };
    let service = await openGated(fake, gate);
    const whole = await service.wait((await service.start(wanted, 'anna')).id);
    expect(whole).toMatchObject({
      state: 'done',
      requestedBy: 'anna',
      inputs: { lastNumber: expect.any(Number) },
    });

    gate.batches = 2;
    const { id } = await service.start(wanted);
    await until(async () => (await service.get(id))!.progress.rows > 0);
    const paused = await service.pause(id);
    expect(paused).toMatchObject({
      state: 'paused',
      error: expect.stringMatching(/^Paused at \d+ of 3800 rows/),
    });
    expect(await service.pause(id)).toEqual(paused);
    const before = bytesOf(id, fake).length;
    expect(before).toBeGreaterThan(0);
    gate.batches = 3;
    expect(await service.resume(id)).toMatchObject({ state: 'queued', resumed: 1 });
    await until(async () => (await service.get(id))!.progress.rows > before);
    await service.close();

    gate.batches = Infinity;
    service = await openGated(fake, gate);
    const resumed = await service.wait(id);
    expect(resumed).toMatchObject({ state: 'done', error: null, progress: { rows: 3800, total: 3800 } });
    expect(bytesOf(id, fake)).toEqual(bytesOf(whole.id, fake));
    const withoutSpeed = (run: typeof whole) =>
      run.results.map(({ rowsPerSecond: _rowsPerSecond, ...result }) => result);
    expect(withoutSpeed(resumed)).toEqual(withoutSpeed(whole));
    expect(resumed.results[0]!.scoresDigest).toMatch(/^[0-9a-f]{64}$/);
    await expect(service.resume(id)).rejects.toMatchObject({ code: 'replay-ended', status: 409 });
    await expect(service.pause(id)).rejects.toMatchObject({ code: 'replay-ended' });
    await service.close();
  }, 60_000);

  it('ends with its reason when the collector ends again and again at the same rows', async () => {
    const fake = fakeStore(() => []);
    const left = {
      ...{ id: 'r1', request, state: 'running', createdAt: 1, finishedAt: null },
      ...{ progress: { rows: 10, total: 90 }, error: null, logged: null, results: [] },
    };
    fake.documents.set('r1', { ...left, interrupted: { rows: 0, times: 2 } });
    const options = { store: fake.store, registry, workerFile, log: silent, clock: () => 7 };
    const service = await createReplayService(options);
    expect(await service.get('r1')).toMatchObject({
      state: 'failed',
      finishedAt: 7,
      error: expect.stringMatching(/ended 3 times while this run was at 0 of 90 rows.* v1, v2 may be/),
    });
    expect(await service.get('r2')).toBeNull();
    await expect(service.wait('r2')).rejects.toMatchObject({ code: 'unknown-replay', status: 404 });
    await service.close();
  });

  it('does not go on over rows that are not the ones it began with', async () => {
    let of = inOrder();
    const fake = fakeStore(() => inBatches(of, 500));
    const gate = { batches: 2 };
    const service = await openGated(fake, gate);
    const { id } = await service.start(request);
    await until(async () => (await service.get(id))!.progress.rows > 0);
    await service.pause(id);
    of = of.slice(100);
    gate.batches = Infinity;
    await service.resume(id);
    expect(await service.wait(id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('were deleted since this run began'),
    });
    await service.close();
  }, 30_000);

  it('fails when the store has no room, says so, and goes on once it has', async () => {
    const fake = fakeStore(() => inBatches(inOrder(), 500));
    let isFull = true;
    const append = fake.store.appendReplayScores.bind(fake.store);
    const store = {
      ...fake.store,
      appendReplayScores: (...given: Parameters<typeof append>) =>
        isFull && fake.appended.length > 0
          ? Promise.reject(new Error('IO Error: Could not write file: No space left on device'))
          : append(...given),
    };
    const options = { store, registry, workerFile, threads: 1, log: silent, clock: Date.now };
    const service = await createReplayService({ ...options, mostBetweenAppendsMs: 0 });
    const { id } = await service.start(request);
    expect(await service.wait(id)).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/No space left on device.*free some.*resume/),
    });
    isFull = false;
    await service.resume(id);
    expect(await service.wait(id)).toMatchObject({ state: 'done', progress: { rows: 3800 } });
    await service.close();
  }, 30_000);
});

it('does not run a file that is not the one that was registered', async () => {
  const v2 = registry.runnable('employment', 'v2');
  const other = { ...registry, runnable: () => ({ ...v2, digest: '0'.repeat(64) }) };
  const { service } = await open({ registry: other }, rows.slice(0, 10));
  const run = await service.wait((await service.start({ ...request, versions: ['v2'] })).id);
  expect(run).toMatchObject({ state: 'failed', error: expect.stringContaining('changed on disk') });
  await service.close();
});
