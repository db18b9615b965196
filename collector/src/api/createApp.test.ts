import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { ModelWatchError } from '../contract';
import { createApp, listen } from '.';
import { fakeServices } from './testing/fakeServices';

const PROBLEM = /application\/problem\+json/;

test('an unknown path, a wrong method and a broken address are problems with a request id', async () => {
  const app = createApp(fakeServices());
  const unknown = await request(app).get('/v2/nothing').set('x-request-id', 'mine-1');
  expect(unknown.status).toBe(404);
  expect(unknown.headers['content-type']).toMatch(PROBLEM);
  expect(unknown.headers['x-request-id']).toBe('mine-1');
  expect(unknown.body).toMatchObject({ code: 'unknown-path', requestId: 'mine-1' });

  const method = await request(app).delete('/v1/catalogue');
  expect(method.status).toBe(405);
  expect(method.headers.allow).toBe('GET');

  const broken = await request(app).get('/v1/models/%E0%A4%A');
  expect(broken.status).toBe(400);
  expect(broken.headers['content-type']).toMatch(PROBLEM);
});

test('what fails inside is a problem without the cause, which is logged', async () => {
  const app = createApp(fakeServices({ readiness: () => Promise.reject(new Error('secret detail')) }));
  const answer = await request(app).get('/readyz');
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('secret detail');
  expect(answer.body.code).toBe('internal');
});

test('an error that says when to try again says so in its header', async () => {
  const receive = () =>
    Promise.reject(
      new ModelWatchError({ code: 'journal-full', message: 'Full.', status: 503, retryAfterSeconds: 2.5 }),
    );
  const answer = await request(createApp(fakeServices({ receive })))
    .post('/v1/labels')
    .send([]);
  expect(answer.status).toBe(503);
  expect(answer.headers['retry-after']).toBe('3');
});

test('a body of events is handed on unread, with what its headers say', async () => {
  const seen: unknown[] = [];
  const services = fakeServices({
    receive: async (kind, body, headers) => {
      const chunks: Buffer[] = [];
      for await (const chunk of body) chunks.push(chunk as Buffer);
      seen.push(kind, Buffer.concat(chunks).toString(), headers);
      return { received: 1, accepted: 0, duplicates: 0, quarantined: 1, invalidFields: 0, issues: [] };
    },
  });
  const answer = await request(createApp(services))
    .post('/v1/outcomes')
    .set('content-type', 'application/x-ndjson')
    .send('{"a":1}\n');
  expect(answer.status).toBe(422);
  const headers = { contentType: 'application/x-ndjson', contentEncoding: undefined, contentLength: 8 };
  expect(seen).toEqual(['outcomes', '{"a":1}\n', headers]);
});

const QUERY = JSON.stringify({ query: { measure: 'drift.psi', shape: 'table' }, range: { from: 0, to: 1 } });

test.each<[string, Buffer, string, number, string]>([
  ['gzip', gzipSync(QUERY), 'gzip', 200, ''],
  ['truncated gzip', gzipSync(QUERY).subarray(0, 20), 'gzip', 400, 'gzip-broken'],
  ['gzip that is none', Buffer.from('plain'), 'gzip', 400, 'gzip-broken'],
  ['an unknown encoding', Buffer.from('x'), 'br', 415, 'encoding-unknown'],
  ['a body above the limit', Buffer.alloc(5000), 'identity', 413, 'body-too-large'],
  ['a body that unpacks above the limit', gzipSync(Buffer.alloc(100_000)), 'gzip', 413, 'body-too-large'],
  ['a body that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'identity', 400, 'not-utf8'],
])('%s is answered as it should be', async (_, body, encoding, status, code) => {
  const answer = await request(createApp(fakeServices({}, { '--http-body-limit-bytes': '4096' })))
    .post('/v1/query')
    .set({ 'content-type': 'application/json', 'content-encoding': encoding })
    .serialize((given: unknown) => given as string)
    .send(body);
  expect(answer.status).toBe(status);
  if (status !== 200) expect(answer.body).toMatchObject({ status, code });
});

test.each<[string, unknown, string, string]>([
  ['text that is no JSON', '{"query"', 'not-json', '$'],
  [
    'a query without a measure',
    { query: { shape: 'table' }, range: { from: 0, to: 1 } },
    'query-invalid',
    '$.query',
  ],
  [
    'an unknown field',
    { query: { measure: 'a', shape: 'table', sql: '1' }, range: { from: 0, to: 1 } },
    'query-invalid',
    '$.query.sql',
  ],
  [
    'a range that is none',
    { query: { measure: 'a', shape: 'table' }, range: { from: {}, to: 1 } },
    'query-invalid',
    '$.range.from',
  ],
])('%s is refused with its path', async (_, body, code, path) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await request(createApp(fakeServices())).post('/v1/query').type('json').send(text);
  expect(answer.body).toMatchObject({ status: 400, code, path });
});

test('a query is answered as JSON, or as Arrow to whom asks for it', async () => {
  const app = createApp(fakeServices());
  const body = { query: { measure: 'drift.psi', shape: 'table' }, range: { from: 0, to: 1 } };
  const json = await request(app).post('/v1/query').send(body);
  expect(json.body).toEqual({ schema: { name: 'frame', meta: {}, fields: [] }, data: { values: [] } });
  const arrow = await request(app)
    .post('/v1/query')
    .set('accept', 'application/vnd.apache.arrow.file')
    .responseType('blob')
    .send(body);
  expect(arrow.headers['content-type']).toContain('application/vnd.apache.arrow.file');
  expect(arrow.body.toString()).toBe('ARROW1');
});

test('a reversed range of changes, a wrong time and an unknown model are told', async () => {
  const app = createApp(fakeServices());
  expect((await request(app).get('/v1/changes?from=2&to=1')).body.code).toBe('range-reversed');
  expect((await request(app).get('/v1/changes?from=yesterday')).body).toMatchObject({
    code: 'time-invalid',
    path: 'from',
  });
  expect((await request(app).get('/v1/changes?model=none')).status).toBe(404);
  expect((await request(app).get('/v1/replays/none')).body.code).toBe('unknown-replay');
  expect((await request(app).get('/v1/quarantine?limit=0')).body.code).toBe('limit-invalid');
});

test('the metrics are what Prometheus reads', async () => {
  const app = createApp(fakeServices());
  await request(app).post('/v1/labels').send([]);
  await request(app)
    .post('/v1/query')
    .send({ query: { measure: 'drift.psi', shape: 'table' }, range: { from: 0, to: 1 } });
  const { text } = await request(app).get('/metrics');
  expect(text).toContain('modelwatch_ingest_events_total{kind="labels",result="accepted"} 1');
  expect(text).toContain('modelwatch_query_duration_seconds_count{measure="drift.psi",result="answered"} 1');
  expect(text).toContain('modelwatch_applier_lag_seconds 0');
  expect(text).toContain('modelwatch_disk_days_until_full +Inf');
  expect(text).toContain('modelwatch_store_predictions 5');
});

/** What a raw connection hears until the other side closes it. */
function hear(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
  });
}

test('a body of a gigabyte is refused before it is read, and a client that stalls is cut off', async () => {
  const services = fakeServices({}, { '--port': '0', '--http-request-seconds': '1' });
  const listener = await listen(createApp(services), services.configuration);
  try {
    const big = connect(listener.port, '127.0.0.1');
    const heard = hear(big);
    big.write('POST /v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n');
    expect(await heard).toMatch(/^HTTP\/1\.1 413 [^]*body-too-large/);

    const stalled = connect(listener.port, '127.0.0.1');
    const cutOff = hear(stalled);
    stalled.write('POST /v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"id":');
    expect(await cutOff).toMatch(/^HTTP\/1\.1 (408|400) /);
    expect((await request(listener.url).get('/healthz')).status).toBe(200);
  } finally {
    await listener.stop(1);
  }
}, 15_000);

test('a port in use is a sentence', async () => {
  const services = fakeServices({}, { '--port': '0' });
  const first = await listen(createApp(services), services.configuration);
  try {
    const same = { ...services.configuration, port: first.port };
    await expect(listen(createApp(services), same)).rejects.toMatchObject({
      code: 'port-in-use',
      message: `Port ${first.port} on 127.0.0.1 is in use; choose another with --port or MODELWATCH_PORT.`,
    });
  } finally {
    await first.stop(1);
  }
});

test('a stop lets a running request finish', async () => {
  const services = fakeServices(
    {
      readiness: async () => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        return { ready: true, conditions: [] };
      },
    },
    { '--port': '0' },
  );
  const listener = await listen(createApp(services), services.configuration);
  const running = request(listener.url)
    .get('/readyz')
    .then((answer) => answer.status);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await listener.stop(5);
  expect(await running).toBe(200);
});
