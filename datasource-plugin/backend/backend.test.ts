import { createHandlers } from './handlers';
import {
  type CallResourceResponse,
  type CheckHealthResponse,
  type CollectMetricsResponse,
  type QueryDataResponse,
  loadServices,
} from './protocol';
import { type RunningServer, startServer } from './server';
import {
  type Asked,
  type BackendClient,
  type FakeCollector,
  answerJson,
  connectBackend,
  pluginContext,
  startFakeCollector,
} from './testing';
import { type ServerResponse } from 'node:http';

const ARROW = 'application/vnd.apache.arrow.file';
let server: RunningServer;
let client: BackendClient;
let collector: FakeCollector;
let answer: (asked: Asked, response: ServerResponse) => void;

beforeAll(async () => {
  server = await startServer(loadServices(), createHandlers(), () => undefined);
  client = connectBackend(server.address);
});
afterAll(() => {
  client.close();
  server.stop();
});
beforeEach(async () => {
  collector = await startFakeCollector((asked, response) => answer(asked, response));
});
afterEach(() => collector.close());

const query = (refId: string, model: unknown, more: object = {}) => ({
  refId,
  json: Buffer.from(typeof model === 'string' ? model : JSON.stringify(model)),
  timeRange: { fromEpochMS: 1000, toEpochMS: 2000 },
  maxDataPoints: 100,
  intervalMS: 15_000,
  ...more,
});
const ask = async (queries: object[], headers = {}, context = pluginContext(collector.url)) =>
  (await client.call<QueryDataResponse>('data', 'QueryData', { pluginContext: context, headers, queries }))
    .responses;
const PSI = { measure: 'drift.psi', model: 'employment', shape: 'series' };

function answerArrow(_asked: Asked, response: ServerResponse) {
  response.writeHead(200, { 'content-type': ARROW });
  response.end(Buffer.from('ARROW1-the-bytes'));
}

describe('queries', () => {
  test("the collector's frame is passed on byte by byte, asked with the token and the contract's fields alone", async () => {
    answer = answerArrow;
    const model = { ...PSI, refId: 'A', hide: false, datasource: { uid: 'x' }, features: [], version: '' };
    const responses = await ask([query('A', model)]);
    expect(Buffer.from(responses['A']!.frames![0]!).toString()).toBe('ARROW1-the-bytes');
    expect(responses['A']).toMatchObject({ error: '', status: 200 });
    const [asked] = collector.asked;
    expect(asked).toMatchObject({ method: 'POST', path: '/v1/query' });
    expect(asked!.headers).toMatchObject({ authorization: 'Bearer secret', accept: ARROW });
    expect(JSON.parse(asked!.body)).toEqual({
      query: PSI,
      range: { from: 1000, to: 2000 },
      refId: 'A',
      maxDataPoints: 100,
      intervalMs: 15_000,
    });
  });

  test('an alert rule says so to the collector', async () => {
    answer = answerArrow;
    await ask([query('A', PSI)], { FromAlert: 'true' });
    expect(JSON.parse(collector.asked[0]!.body)).toMatchObject({ fromAlert: true });
  });

  test('every query is answered, the bad ones with their own error', async () => {
    answer = ({ body }, response) =>
      body.includes('drift.none')
        ? answerJson(response, 404, {
            status: 404,
            title: 'Not found',
            detail: 'There is no measure drift.none.',
            code: 'unknown-measure',
            path: '$.query.measure',
          })
        : answerArrow({} as Asked, response);
    const responses = await ask([
      query('good', PSI),
      query('text', 'not json'),
      query('list', '[1]'),
      query('measureless', { model: 'employment' }),
      query('unknown', { ...PSI, measure: 'drift.none' }),
      query('variable', { ...PSI, model: '$model' }),
      query('reversed', PSI, { timeRange: { fromEpochMS: 2000, toEpochMS: 1000 } }),
      query('rangeless', PSI, { timeRange: null }),
    ]);
    expect(Object.keys(responses)).toHaveLength(8);
    expect(responses['good']!.error).toBe('');
    for (const [refId, status, error] of [
      ['text', 400, /no JSON/],
      ['list', 400, /no JSON object/],
      ['measureless', 400, /names no measure/],
      ['unknown', 404, /no measure drift.none.*\$\.query\.measure/],
      ['variable', 400, /\$model at \$\.model was not replaced/],
      ['reversed', 400, /ends before it begins/],
      ['rangeless', 400, /ends before it begins/],
    ] as const) {
      expect(responses[refId]).toMatchObject({ status, errorSource: 'downstream', frames: [] });
      expect(responses[refId]!.error).toMatch(error);
    }
  });

  test('a collector that is not there is named, with what to do', async () => {
    const context = pluginContext(collector.url);
    await collector.close();
    const responses = await ask([query('A', PSI)], {}, context);
    expect(responses['A']).toMatchObject({ status: 502, errorSource: 'downstream' });
    expect(responses['A']!.error).toMatch(/cannot be reached at http:.*nothing listens there\. Check/);
  });

  test('an answer that is no Arrow file is not passed off as one', async () => {
    answer = (_asked, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    expect((await ask([query('A', PSI)]))['A']!.error).toMatch(/no reason: check that it is the address/);
  });

  test('a redirect is told and not followed with the token', async () => {
    answer = (_asked, response) => response.writeHead(302, { location: '/elsewhere' }).end();
    expect((await ask([query('A', PSI)]))['A']!.error).toMatch(/sends its callers elsewhere/);
    expect(collector.asked).toHaveLength(1);
  });

  test('no data source in the request is a bug of ours, not an outage of theirs', async () => {
    const context = { ...pluginContext(collector.url), dataSourceInstanceSettings: null };
    expect((await ask([query('A', PSI)], {}, context))['A']).toMatchObject({ errorSource: 'plugin' });
  });

  test('at most sixteen queries are with the collector at one time, and all are answered', async () => {
    let now = 0;
    let most = 0;
    answer = (asked, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        answerArrow(asked, response);
      }, 100);
    };
    const responses = await ask(Array.from({ length: 60 }, (_none, index) => query(`q${index}`, PSI)));
    expect(Object.values(responses).every((one) => one.frames!.length === 1)).toBe(true);
    expect(most).toBe(16);
  });

  test('a cancelled call cancels its request to the collector', async () => {
    let closed = (): void => undefined;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    let arrived = (): void => undefined;
    const there = new Promise<void>((resolve) => (arrived = resolve));
    answer = (_asked, response) => {
      response.on('close', closed);
      arrived();
    };
    const call = client.start('data', 'QueryData', {
      pluginContext: pluginContext(collector.url),
      queries: [query('A', PSI)],
    });
    await there;
    call.cancel();
    await expect(call.done).rejects.toThrow(/CANCELLED/);
    await gone;
  });

  test('saved settings are read again', async () => {
    answer = answerArrow;
    await ask([query('A', PSI)]);
    await ask([query('A', PSI)], {}, pluginContext(collector.url, { token: 'newer', lastUpdatedMS: 1 }));
    expect(collector.asked.map((asked) => asked.headers.authorization)).toEqual([
      'Bearer secret',
      'Bearer newer',
    ]);
  });
});

describe('health', () => {
  const check = (context = pluginContext(collector.url)) =>
    client.call<CheckHealthResponse>('diagnostics', 'CheckHealth', { pluginContext: context });
  const healthy = (models: unknown) => (asked: Asked, response: ServerResponse) =>
    answerJson(response, 200, asked.path === '/readyz' ? { ready: true } : { models });

  test('names the models it found', async () => {
    answer = healthy([{ spec: { model: 'employment' } }]);
    expect(await check()).toMatchObject({
      status: 'OK',
      message: 'Connected to the collector, which watches one model: employment.',
    });
  });

  test('says what to do where there is no model yet', async () => {
    answer = healthy([]);
    expect((await check()).message).toMatch(/no models yet: register one/);
  });

  test('says which condition makes it not ready', async () => {
    answer = (_asked, response) =>
      answerJson(response, 503, {
        ready: false,
        conditions: [
          { name: 'store', ok: false, message: 'The store does not answer.' },
          { name: 'running', ok: true, message: 'Running.' },
        ],
      });
    expect(await check()).toMatchObject({
      status: 'ERROR',
      message:
        'The collector runs but is not ready. The store does not answer. Try again, or look at its log.',
    });
  });

  test.each([
    ['a token that is not accepted', 401, {}, /does not accept the token: enter one with the scope `query`/],
    [
      'a token without the scope',
      403,
      { detail: 'The token lacks the scope query.' },
      /lacks the scope query/,
    ],
    ['another service', 404, {}, /no Model Watch collector/],
  ])('tells %s', async (_what, status, body, message) => {
    answer = (asked, response) => answerJson(response, asked.path === '/readyz' ? 200 : status, body);
    const result = await check();
    expect(result.status).toBe('ERROR');
    expect(result.message).toMatch(message);
  });

  test.each([
    ['', /has no URL/],
    ['localhost:8650', /no http or https address/],
    ['nonsense', /no http or https address/],
  ])('tells the URL %p', async (url, message) => {
    const result = await check(pluginContext(url, { lastUpdatedMS: 0 }));
    expect(result.status).toBe('ERROR');
    expect(result.message).toMatch(message);
  });

  test('metrics are Prometheus text with the queries by whose fault', async () => {
    const { metrics } = await client.call<CollectMetricsResponse>('diagnostics', 'CollectMetrics', {});
    expect(Buffer.from(metrics.prometheus).toString()).toMatch(
      /modelwatch_datasource_queries_total\{outcome="downstream"\} [1-9]/,
    );
  });

  test("Grafana's plugin manager sees it serving", async () => {
    expect(await client.call('health', 'Check', { service: 'plugin' })).toEqual({ status: 'SERVING' });
  });
});

describe('resources', () => {
  const call = async (method: string, path: string, role: string | null = 'Viewer', body = '') => {
    const [only, ...more] = await client.resource<CallResourceResponse>({
      pluginContext: pluginContext(collector.url, { role }),
      method,
      path: path.split('?')[0],
      url: path,
      body: Buffer.from(body),
    });
    expect(more).toEqual([]);
    return {
      code: only!.code,
      json: JSON.parse(Buffer.from(only!.body).toString()) as Record<string, unknown>,
    };
  };

  test('are read through, names encoded and the question kept', async () => {
    answer = (_asked, response) => answerJson(response, 200, { values: ['a'] });
    expect(await call('GET', 'models/my%2Fmodel/dimensions/region?from=1')).toEqual({
      code: 200,
      json: { values: ['a'] },
    });
    expect(collector.asked[0]).toMatchObject({
      path: '/v1/models/my%2Fmodel/dimensions/region?from=1',
      method: 'GET',
    });
  });

  test.each([
    ['replays', 'a replay'],
    ['investigations', 'an investigation'],
  ])('%s: %s starts for editors and admins, and for nobody else', async (path, what) => {
    answer = (_asked, response) => answerJson(response, 202, { id: 'r1' });
    expect((await call('POST', path, 'Editor', '{"model":"m"}')).code).toBe(202);
    expect((await call('POST', path, 'Admin', '{}')).code).toBe(202);
    expect(collector.asked[0]).toMatchObject({
      method: 'POST',
      path: `/v1/${path}`,
      body: '{"model":"m"}',
    });
    for (const role of ['Viewer', '', null]) {
      const refused = await call('POST', path, role, '{}');
      expect(refused.code).toBe(403);
      expect(refused.json['message']).toContain(`Only editors and admins may start ${what}`);
    }
    expect(collector.asked).toHaveLength(2);
  });

  test('investigations are read by viewers', async () => {
    answer = (_asked, response) => answerJson(response, 200, { id: 'i1', state: 'running' });
    expect(await call('GET', 'investigations/i1', 'Viewer')).toEqual({
      code: 200,
      json: { id: 'i1', state: 'running' },
    });
  });

  test('a refusal of the collector comes with its sentence where Grafana looks for it', async () => {
    answer = (_asked, response) =>
      answerJson(response, 404, {
        detail: 'There is no model x; there are employment.',
        code: 'unknown-model',
      });
    expect(await call('GET', 'models/x')).toMatchObject({
      code: 404,
      json: { message: 'There is no model x; there are employment.', code: 'unknown-model' },
    });
  });

  test("a refused token does not read as the end of Grafana's session", async () => {
    answer = (_asked, response) => answerJson(response, 401, {});
    expect((await call('GET', 'models')).code).toBe(502);
  });
});
