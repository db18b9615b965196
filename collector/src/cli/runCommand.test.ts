import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readConfiguration } from '../configuration';
import { type Collector, startCollector } from '../main';
import { runCommand } from '.';

const folder = () => mkdtempSync(join(tmpdir(), 'modelwatch-cli-'));

async function run(argv: string[], environment: Record<string, string> = {}) {
  let out = '';
  let err = '';
  const code = await runCommand(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    environment,
    now: () => Date.now(),
    isWatched: false,
  });
  return { code, out, err };
}

const MODEL = `
model: credit
task: binary
positiveClass: 1
features: [{ name: age, type: number }]
`;

const event = (id: string, ts: string) =>
  JSON.stringify({
    id,
    ts,
    model: 'credit',
    version: 'v1',
    features: { age: 4 },
    prediction: { class: 1, scores: { '1': 0.7 } },
  });

describe('exit codes', () => {
  test.each<[number, string[], RegExp]>([
    [0, ['--help'], /Exit codes:/],
    [0, ['replay', '--help'], /--repair/],
    [2, ['dance'], /unknown command 'dance'/],
    [2, ['replay', '--model', 'credit'], /required option/],
    [2, ['serve', '--port', 'many'], /--port.*integer/],
    [2, ['serve', '--config', '/nowhere.yaml'], /cannot be read/],
    [2, ['token', 'create', '--name', 'a', '--scope', 'everything'], /no scope everything/],
    [2, ['demo', '--speed', 'fast'], /no number above 0/],
    [2, ['restore', '/nowhere'], /no whole backup/],
    [4, ['query', 'drift.psi', '--url', 'http://127.0.0.1:9'], /No collector answers/],
    [1, ['load', '/nowhere/labels.ndjson', '--url', 'http://127.0.0.1:9'], /cannot be read/],
  ])('%i for %j', async (code, argv, message) => {
    const answer = await run(argv);
    expect(answer.code).toBe(code);
    expect(answer.out + answer.err).toMatch(message);
    expect(answer.err).not.toMatch(/\n {4}at /);
  });

  test('2 and a sentence for a host that needs tokens', async () => {
    const { code, err } = await run(['serve', '--host', '0.0.0.0', '--data-dir', join(folder(), 'data')]);
    expect(code).toBe(2);
    expect(err).toMatch(/without tokens.*modelwatch token create/);
  });

  test('1 and a sentence for a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const argv = [
      'serve',
      '--port',
      String(port),
      '--data-dir',
      join(folder(), 'data'),
      '--log-level',
      'silent',
    ];
    const { code, err } = await run(argv);
    server.close();
    expect(code).toBe(1);
    expect(err).toBe(`Port ${port} on 127.0.0.1 is in use; choose another with --port or MODELWATCH_PORT.\n`);
  }, 20_000);
});

test('a token is shown once, listed without its secret, and removed', async () => {
  const data = ['--data-dir', folder()];
  const made = await run([
    'token',
    'create',
    '--name',
    'grafana',
    '--scope',
    'query,operate',
    '--json',
    ...data,
  ]);
  expect(made.code).toBe(0);
  const { token } = JSON.parse(made.out);
  expect(token).toMatch(/^mw_[\w-]{43}$/);
  const listed = await run(['token', 'list', ...data]);
  expect(listed.out).toMatch(/grafana\s+query, operate/);
  expect(listed.out).not.toContain(token);
  expect((await run(['token', 'create', '--name', 'grafana', '--scope', 'query', ...data])).code).toBe(2);
  expect((await run(['token', 'remove', 'grafana', ...data])).code).toBe(0);
  expect((await run(['token', 'remove', 'grafana', ...data])).code).toBe(1);
});

describe('against a running collector', () => {
  let collector: Collector;
  let url: string[];
  const files = folder();
  beforeAll(async () => {
    const flags = { '--data-dir': join(folder(), 'data'), '--port': '0', '--log-level': 'silent' };
    collector = await startCollector(readConfiguration({ flags }));
    url = ['--url', collector.url];
    writeFileSync(join(files, 'model.yaml'), MODEL);
    const times = ['2026-10-01T00:00:00Z', '2026-10-01T06:00:00Z', '2026-10-01T12:00:00Z'];
    const lines = times.map((ts, index) => event(`p${index}`, ts));
    writeFileSync(join(files, 'predictions.ndjson.gz'), gzipSync(`${lines.join('\n')}\n`));
    writeFileSync(
      join(files, 'labels.ndjson'),
      '{"predictionId":"p0","label":1,"ts":"2026-10-01T01:00:00Z"}\n{"predictionId":"p1","label":0,"ts":"2026-10-09T00:00:00Z"}\n',
    );
  }, 30_000);
  afterAll(() => collector.stop());

  test('a model is applied, events are loaded with their end moved to now, and queried', async () => {
    const applied = await run(['model', 'apply', join(files, 'model.yaml'), ...url]);
    expect(applied).toMatchObject({ code: 0, out: expect.stringContaining('credit: registered') });
    const paths = [join(files, 'labels.ndjson'), join(files, 'predictions.ndjson.gz')];
    const loaded = await run(['load', ...paths, '--shift-to-now', '--json', ...url]);
    expect(loaded.code).toBe(0);
    const [predictions, labels] = JSON.parse(loaded.out);
    expect(predictions).toMatchObject({ file: { kind: 'predictions' }, totals: { accepted: 3 }, later: 0 });
    expect(labels).toMatchObject({ file: { kind: 'labels' }, totals: { accepted: 1 }, later: 1 });
    await collector.rooms.drained(10);
    const last = await collector.rooms.store.timeRange('credit');
    expect(Date.now() - last!.to).toBeLessThan(10_000);
    const asked = await run(['query', 'serving.requests', '--model', 'credit', '--from', 'now-1d', ...url]);
    expect(asked).toMatchObject({ code: 0, out: expect.stringMatching(/\b3\b/) });
    const listed = await run(['model', 'list', '--json', ...url]);
    expect(JSON.parse(listed.out)[0]).toMatchObject({ spec: { model: 'credit' }, timeRange: { rows: 3 } });
  }, 20_000);

  test('events that are quarantined make it 3, with the reason', async () => {
    const path = join(files, 'more-predictions.ndjson');
    writeFileSync(path, `${event('q', new Date().toISOString())}\n{"id":"r"}\nno json\n`);
    const { code, out, err } = await run(['load', path, ...url]);
    expect(code).toBe(3);
    expect(out).toMatch(/more-predictions\.ndjson:2: \$\.ts is missing/);
    expect(err).toMatch(/2 events were quarantined/);
  });

  test('an unknown measure and an unknown model are 1, with a sentence', async () => {
    const measure = await run(['query', 'drift.none', '--model', 'credit', ...url]);
    expect(measure).toMatchObject({ code: 1, err: expect.stringContaining('drift.none') });
    const model = await run(['query', 'serving.requests', '--model', 'none', ...url]);
    expect(model).toMatchObject({ code: 1, err: expect.stringContaining('none') });
  });

  test('a truncated gzip file is a sentence', async () => {
    const path = join(files, 'cut-labels.ndjson.gz');
    const whole = readFileSync(join(files, 'predictions.ndjson.gz'));
    writeFileSync(path, whole.subarray(0, whole.length - 20));
    const { code, err } = await run(['load', path, ...url]);
    expect(code).toBe(1);
    expect(err).toMatch(/cannot be read to its end/);
  });
});

test('check, load --direct, backup and restore work on a data folder at rest', async () => {
  const root = folder();
  const dataDir = join(root, 'data');
  const data = ['--data-dir', dataDir, '--log-level', 'silent'];
  expect((await run(['check', ...data])).out).toMatch(/holds no data yet/);
  const model = join(root, 'model.yaml');
  writeFileSync(model, MODEL);
  const events = join(root, 'predictions.ndjson');
  writeFileSync(events, `${event('a', '2026-10-01T00:00:00Z')}\n`);
  expect((await run(['load', events, '--direct', '--models', model, ...data])).code).toBe(0);
  const checked = await run(['check', '--json', '--models', model, ...data]);
  expect(checked.code).toBe(0);
  expect(checked.out).toMatch(/1 predictions.*models: credit/);

  const backup = join(root, 'backup');
  expect(await run(['backup', backup, ...data])).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 predictions'),
  });
  expect((await run(['backup', backup, ...data])).code).toBe(2);
  const restored = ['--data-dir', join(root, 'restored'), '--log-level', 'silent'];
  expect((await run(['restore', backup, ...restored])).out).toMatch(/1 predictions and 0 labels are there/);
  expect((await run(['restore', backup, ...restored])).code).toBe(2);

  writeFileSync(model, 'model: credit');
  const wrong = await run(['check', '--models', model, ...data]);
  expect(wrong.code).toBe(3);
  expect(wrong.out).toMatch(/wrong {2}model file/);
}, 40_000);

test('the documentation of the configuration is that of the schema', async () => {
  const { out } = await run(['configuration', '--markdown']);
  expect(readFileSync(join(__dirname, '../../../docs/configuration.md'), 'utf8')).toBe(out);
});

test('the configuration is shown without its secrets', async () => {
  const secret = 's'.repeat(40);
  const { out } = await run(['configuration'], {
    MODELWATCH_TOKENS: `a:query:${secret}`,
    MODELWATCH_SECURITY_MASK_KEY: secret,
  });
  expect(out).not.toContain(secret);
  expect(JSON.parse(out)).toMatchObject({ port: 4180, tokens: ['a:query:(set)'] });
});
