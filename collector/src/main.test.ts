import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { readConfiguration } from './configuration';
import type { ModelSpec } from './contract';
import { type Collector, startCollector } from './main';

const MODEL: ModelSpec = {
  model: 'credit',
  task: 'binary',
  positiveClass: 1,
  features: [
    { name: 'age', type: 'number' },
    { name: 'job', type: 'category' },
  ],
  segments: [{ name: 'region' }],
};

const folder = () => join(mkdtempSync(join(tmpdir(), 'modelwatch-main-')), 'data');

const start = (dataDir: string, flags: Record<string, string> = {}): Promise<Collector> =>
  startCollector(
    readConfiguration({
      flags: {
        '--data-dir': dataDir,
        '--port': '0',
        '--log-level': 'silent',
        '--store-memory-mb': '256',
        ...flags,
      },
    }),
  );

const prediction = (id: string, more: object = {}) => ({
  id,
  ts: new Date(Date.now() - 60_000).toISOString(),
  model: 'credit',
  version: 'v1',
  features: { age: 40, job: 'nurse' },
  segments: { region: 'north' },
  prediction: { class: 1, scores: { '0': 0.2, '1': 0.8 } },
  latencyMs: 12,
  status: 200,
  ...more,
});

describe('a running collector', () => {
  let collector: Collector;
  beforeAll(async () => {
    collector = await start(folder(), { '--http-request-seconds': '2' });
    const { status } = await request(collector.url).put('/v1/models/credit').send(MODEL);
    expect(status).toBe(201);
  }, 30_000);
  afterAll(() => collector.stop());

  const ask = (query: object) =>
    request(collector.url)
      .post('/v1/query')
      .send({
        query: { model: 'credit', shape: 'table', ...query },
        range: { from: Date.now() - 3_600_000, to: Date.now() },
      });

  test('answers for what it has taken in, and says that it is ready', async () => {
    const events = [prediction('a'), prediction('b', { status: 503, prediction: undefined })];
    const taken = await request(collector.url).post('/v1/predictions').send(events);
    expect(taken.body).toMatchObject({ received: 2, accepted: 2, quarantined: 0 });
    expect((await request(collector.url).post('/v1/predictions').send(events)).body.duplicates).toBe(2);
    expect(await collector.rooms.drained(10)).toBe(true);
    const { body } = await ask({ measure: 'serving.requests' });
    const names = body.schema.fields.map((field: { name: string }) => field.name) as string[];
    expect(body.data.values[names.indexOf('value')]).toEqual([2]);
    expect((await request(collector.url).get('/v1/models/credit/dimensions/region')).body).toEqual({
      values: ['north'],
    });
    const ready = await request(collector.url).get('/readyz');
    expect(ready.status).toBe(200);
    expect(ready.body.conditions.map((one: { name: string }) => one.name)).toContain('behind');
  }, 20_000);

  test.each<[string, string, Buffer | object, Record<string, string>, number]>([
    [
      'truncated gzip',
      '/v1/predictions',
      gzipSync('x'.repeat(500)).subarray(0, 15),
      { 'content-encoding': 'gzip' },
      400,
    ],
    ['invalid UTF-8', '/v1/predictions', Buffer.from([0xff, 0xfe]), {}, 400],
    ['NaN', '/v1/predictions', Buffer.from('{"id": NaN}'), {}, 400],
    ['events of an unknown model only', '/v1/predictions', [prediction('u', { model: 'none' })], {}, 422],
    [
      'a query for no measure',
      '/v1/query',
      { query: { measure: 'drift.none', model: 'credit', shape: 'table' }, range: { from: 0, to: 1 } },
      {},
      400,
    ],
    [
      'a reversed range',
      '/v1/query',
      { query: { measure: 'serving.requests', model: 'credit', shape: 'table' }, range: { from: 9, to: 1 } },
      {},
      400,
    ],
  ])('%s is told, and nothing breaks', async (_, path, body, headers, status) => {
    const answer = await request(collector.url)
      .post(path)
      .set({ 'content-type': 'application/json', ...headers })
      .serialize((given: unknown) =>
        Buffer.isBuffer(given) ? (given as unknown as string) : JSON.stringify(given),
      )
      .send(body);
    expect(answer.status).toBe(status);
    if (status !== 422)
      expect(answer.body).toMatchObject({ code: expect.any(String), detail: expect.any(String) });
    else expect(answer.body.issues[0]).toMatchObject({ index: 0, code: expect.any(String) });
    expect((await request(collector.url).get('/healthz')).status).toBe(200);
  });

  test('an ONNX file that is a PNG and a baseline that is no Parquet are refused', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const put = (path: string) => request(collector.url).put(path).type('application/octet-stream').send(png);
    const onnx = await put('/v1/models/credit/versions/v1/onnx');
    expect(onnx.status).toBe(400);
    expect(onnx.body.detail).toMatch(/PNG|ONNX/);
    const baseline = await put('/v1/models/credit/baselines/v1');
    expect(baseline.status).toBe(400);
    expect(baseline.body.code).toMatch(/^baseline-/);
  });

  test.each([
    ['a body of a gigabyte', 'Content-Length: 1073741824\r\n\r\n', /^HTTP\/1\.1 413 /],
    ['a client that stalls', 'Content-Length: 100\r\n\r\n{"id":', /^HTTP\/1\.1 408 /],
  ])(
    '%s is cut off with an answer',
    async (_, rest, expected) => {
      const socket = connect(Number(new URL(collector.url).port), '127.0.0.1');
      let heard = '';
      socket.on('data', (chunk) => (heard += chunk.toString()));
      socket.on('error', () => undefined);
      socket.write(
        `POST /v1/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${rest}`,
      );
      await new Promise((resolve) => socket.on('close', resolve));
      expect(heard).toMatch(expected);
    },
    15_000,
  );
});

test('what was acknowledged is there after a restart, and so is the model', async () => {
  const dataDir = folder();
  const first = await start(dataDir);
  await request(first.url).put('/v1/models/credit').send(MODEL);
  await request(first.url)
    .post('/v1/predictions')
    .send([prediction('a'), prediction('b')]);
  await first.stop();
  const second = await start(dataDir);
  try {
    expect(await second.rooms.drained(10)).toBe(true);
    expect((await second.rooms.store.statistics()).predictions).toBe(2);
    expect((await request(second.url).get('/v1/models/credit')).body.timeRange.rows).toBe(2);
  } finally {
    await second.stop();
  }
}, 30_000);

test('a second collector on the same data is refused with a sentence, and leaves the first alone', async () => {
  const dataDir = folder();
  const first = await start(dataDir);
  try {
    await expect(start(dataDir)).rejects.toMatchObject({ name: 'ModelWatchError' });
    expect((await request(first.url).get('/readyz')).status).toBe(200);
  } finally {
    await first.stop();
  }
}, 30_000);

test('model files of the configuration are applied at the start; a broken one ends it with its path', async () => {
  const dataDir = folder();
  const file = join(dataDir, '..', 'model.json');
  writeFileSync(file, JSON.stringify(MODEL));
  const collector = await start(dataDir, { '--models': file });
  expect(collector.rooms.registry.requireModel('credit').schema.version).toBe(1);
  await collector.stop();
  writeFileSync(file, JSON.stringify({ ...MODEL, task: 'guess' }));
  await expect(start(dataDir, { '--models': file })).rejects.toMatchObject({
    code: 'model-invalid',
    path: '$.task',
  });
}, 30_000);

test('labels without a prediction are kept as long as the longest-kept model, counted from their receipt', async () => {
  const { sweepRetention } = await import('./startHousekeeping');
  const collector = await start(folder());
  try {
    for (const [model, retentionDays] of [
      ['credit', 1],
      ['loans', 10],
    ] as const) {
      await request(collector.url)
        .put(`/v1/models/${model}`)
        .send({ ...MODEL, model, retentionDays });
    }
    const label = { predictionId: 'nobody', label: 1, ts: new Date(Date.now() - 60_000).toISOString() };
    await request(collector.url).post('/v1/labels').send(label);
    expect(await collector.rooms.drained(10)).toBe(true);
    const labelsAfter = async (days: number) => {
      await sweepRetention({ rooms: collector.rooms, now: () => Date.now() + days * 86_400_000 });
      return (await collector.rooms.store.statistics()).labels;
    };
    expect(await labelsAfter(9)).toBe(1);
    expect(await labelsAfter(11)).toBe(0);
  } finally {
    await collector.stop();
  }
}, 30_000);

test('predictions beyond their retention are deleted', async () => {
  const { sweepRetention } = await import('./startHousekeeping');
  const collector = await start(folder());
  try {
    await request(collector.url)
      .put('/v1/models/credit')
      .send({ ...MODEL, retentionDays: 1 });
    const old = new Date(Date.now() - 3 * 86_400_000).toISOString();
    await request(collector.url)
      .post('/v1/predictions')
      .send([prediction('new'), prediction('old', { ts: old })]);
    expect(await collector.rooms.drained(10)).toBe(true);
    expect(await sweepRetention({ rooms: collector.rooms, now: () => Date.now() })).toBe(1);
    expect((await collector.rooms.store.statistics()).predictions).toBe(1);
  } finally {
    await collector.stop();
  }
}, 30_000);
