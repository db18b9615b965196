import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { runCommand } from './cli';
import { readConfiguration } from './configuration';
import type { ModelSpec } from './contract';
import { type Collector, startCollector } from './main';

const MODEL: ModelSpec = {
  model: 'credit',
  task: 'binary',
  positiveClass: 1,
  features: [{ name: 'age', type: 'number' }],
};

const root = mkdtempSync(join(tmpdir(), 'modelwatch-backup-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const start = (name: string): Promise<Collector> => {
  const flags = { '--data-dir': join(root, name), '--port': '0', '--log-level': 'silent' };
  return startCollector(readConfiguration({ flags }));
};

async function run(argv: string[]) {
  let out = '';
  const say = (text: string) => (out += text);
  const io = { out: say, err: say, environment: {}, now: () => Date.now(), isWatched: false };
  return { code: await runCommand(argv, io), out };
}

const at = new Date(Date.now() - 60_000).toISOString();
const prediction = (id: string) => ({
  id,
  ts: at,
  model: 'credit',
  version: 'v1',
  features: { age: 40 },
  prediction: { class: 1, scores: { '1': 0.8 } },
});

async function idsIn({ rooms }: Collector): Promise<string[]> {
  const selection = { model: 'credit', from: 0, to: Date.now(), filters: [] };
  const ids: string[] = [];
  const rows = rooms.store.readRows({
    selection,
    features: [],
    segments: [],
    asOf: Infinity,
    answeredOnly: false,
  });
  for await (const batch of rows) ids.push(...batch.ids);
  return ids;
}

test('a backup under load holds everything that was acknowledged before it, once', async () => {
  const collector = await start('live');
  await request(collector.url).put('/v1/models/credit').send(MODEL);
  const acknowledged: string[] = [];
  let isOver = false;
  const load = async (): Promise<void> => {
    for (let batch = 0; !isOver; batch += 1) {
      const ids = Array.from({ length: 20 }, (_, index) => `p${batch}-${index}`);
      const answer = await request(collector.url).post('/v1/predictions').send(ids.map(prediction));
      expect(answer.body.accepted).toBe(20);
      acknowledged.push(...ids);
    }
  };
  const loading = load();
  while (acknowledged.length < 400) await new Promise((resolve) => setTimeout(resolve, 5));

  const before = [...acknowledged];
  const backup = join(root, 'backup');
  const where = ['--data-dir', join(root, 'live'), '--log-level', 'silent', '--url', collector.url];
  const made = await run(['backup', backup, '--json', ...where]);
  isOver = true;
  await loading;
  expect(made.code).toBe(0);
  expect(JSON.parse(made.out)).toMatchObject({ models: ['credit'], journalEnd: expect.any(String) });
  expect((await request(collector.url).get('/readyz')).status).toBe(200);
  await collector.stop();

  const restored = await run([
    'restore',
    backup,
    '--data-dir',
    join(root, 'restored'),
    '--log-level',
    'silent',
  ]);
  expect(restored).toMatchObject({ code: 0, out: expect.stringMatching(/\d+ predictions and 0 labels/) });
  const second = await start('restored');
  try {
    const again = await request(second.url).post('/v1/predictions').send(before.map(prediction));
    expect(again.body).toMatchObject({ accepted: 0, duplicates: before.length });
    await second.rooms.drained(10);
    const there = await idsIn(second);
    expect(new Set(there).size).toBe(there.length);
    expect(before.filter((id) => !there.includes(id))).toEqual([]);
    expect(there.filter((id) => !acknowledged.includes(id))).toEqual([]);
  } finally {
    await second.stop();
  }
}, 60_000);

test('the API writes backups into their folder, one at a time, and lists them', async () => {
  const collector = await start('api');
  try {
    const post = () => request(collector.url).post('/v1/backups');
    const [first, second] = await Promise.all([post(), post()]);
    const statuses = [first.status, second.status].sort();
    expect(statuses).toEqual([202, 409]);
    const begun = first.status === 202 ? first : second;
    const path = begun.headers.location!;
    let one = begun.body;
    while (one.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      one = (await request(collector.url).get(path)).body;
    }
    expect(one).toMatchObject({ state: 'done', error: null, manifest: { predictions: 0 } });
    expect(one.folder.startsWith(join(root, 'api', 'backups'))).toBe(true);
    const listed = await request(collector.url).get('/v1/backups');
    expect(listed.body).toEqual({ dataDir: join(root, 'api'), backups: [one] });
    expect((await request(collector.url).get('/v1/backups/..%2F..')).status).toBe(404);

    const other = ['--data-dir', join(root, 'elsewhere'), '--log-level', 'silent', '--url', collector.url];
    const away = await start('elsewhere');
    const told = await run(['backup', join(root, 'never'), ...other]);
    await away.stop();
    expect(told).toMatchObject({
      code: 2,
      out: expect.stringMatching(/keeps its data in .*api; name the other/),
    });
  } finally {
    await collector.stop();
  }
  // A backup of the stopped folder leaves the backups in it where they are.
  const stopped = join(root, 'stopped');
  expect(
    (await run(['backup', stopped, '--data-dir', join(root, 'api'), '--log-level', 'silent'])).code,
  ).toBe(0);
  expect(readdirSync(join(stopped, 'data'))).not.toContain('backups');
}, 60_000);
