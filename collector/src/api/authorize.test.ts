import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import {
  checkExposure,
  createApp,
  createToken,
  isLoopback,
  readTokens,
  type Scope,
  watchTokens,
  writeTokens,
} from '.';
import { fakeServices } from './testing/fakeServices';

function closedApp(scopes: Scope[]) {
  const { secret, token } = createToken('grafana', scopes, new Date(0));
  return { app: createApp(fakeServices({ tokens: () => ({ tokens: [token], isClosed: true }) })), secret };
}

test.each<[Scope, string, string]>([
  ['ingest', 'post', '/v1/predictions'],
  ['query', 'get', '/v1/catalogue'],
  ['operate', 'get', '/v1/quarantine'],
])(
  'a token with the scope %s passes, one without it does not, and none at all neither',
  async (scope, method, path) => {
    const ask = (app: ReturnType<typeof createApp>) => request(app)[method as 'get' | 'post'](path);
    const right = closedApp([scope]);
    expect((await ask(right.app).set('authorization', `Bearer ${right.secret}`)).status).toBe(200);

    const others = (['ingest', 'query', 'operate'] as const).filter((other) => other !== scope);
    const wrong = closedApp([...others]);
    const refused = await ask(wrong.app).set('authorization', `Bearer ${wrong.secret}`);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ code: 'token-scope', detail: expect.stringContaining(scope) });

    const missing = await ask(right.app);
    expect(missing.status).toBe(401);
    expect(missing.headers['www-authenticate']).toContain('Bearer');
    const unknown = await ask(right.app).set('authorization', `Bearer ${right.secret}x`);
    expect(unknown.body).toMatchObject({ status: 401, code: 'token-unknown' });
  },
);

test('health, readiness, metrics and documentation need no token', async () => {
  const { app } = closedApp(['query']);
  for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs']) {
    expect((await request(app).get(path)).status).toBe(200);
  }
});

test('an open collector refuses requests that a page of another site makes in a browser', async () => {
  const app = createApp(fakeServices());
  const get = () => request(app).get('/v1/catalogue');
  expect((await get()).status).toBe(200);
  expect((await get().set('origin', 'http://localhost:3000')).status).toBe(200);
  expect((await get().set('origin', 'https://evil.example')).body).toMatchObject({
    status: 403,
    code: 'not-local',
  });
  expect((await get().set('host', 'rebound.example:4180')).body).toMatchObject({
    status: 403,
    code: 'not-local',
  });
});

test('only the hash of a token is written down, readable by nothing but what the file says', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'modelwatch-tokens-')), 'tokens.json');
  const { secret, token } = createToken('client', ['ingest'], new Date(0));
  await writeTokens(path, [token]);
  expect(readFileSync(path, 'utf8')).not.toContain(secret.slice(3));
  expect(readTokens(path)).toEqual([token]);
});

test('a token counts as soon as it is written; with the last one gone the collector stays closed', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'modelwatch-tokens-')), 'tokens.json');
  const read = watchTokens(path);
  expect(read()).toEqual({ tokens: [], isClosed: false });
  const { token } = createToken('client', ['ingest'], new Date(0));
  await writeTokens(path, [token]);
  expect(read()).toEqual({ tokens: [token], isClosed: true });
  await writeTokens(path, []);
  expect(read()).toEqual({ tokens: [], isClosed: true });
});

test('a damaged tokens file is an error, not an open door', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'modelwatch-tokens-')), 'tokens.json');
  writeFileSync(path, '{"tokens": [{"name": "x"}]}');
  expect(() => readTokens(path)).toThrow(expect.objectContaining({ code: 'tokens-unreadable' }));
  writeFileSync(path, '{"tok');
  expect(() => readTokens(path)).toThrow(/Repair it/);
});

test('without tokens only addresses of this machine are listened on', () => {
  for (const host of ['127.0.0.1', '127.8.9.1', 'localhost', '::1']) expect(isLoopback(host)).toBe(true);
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com', 'example.com']) {
    expect(isLoopback(host)).toBe(false);
    expect(() => checkExposure(host, false)).toThrow(expect.objectContaining({ code: 'tokens-required' }));
    expect(() => checkExposure(host, true)).not.toThrow();
  }
});
