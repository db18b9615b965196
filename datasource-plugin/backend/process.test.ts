import { build } from 'esbuild';
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectBackend } from './testing';

let folder: string;
let script: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'modelwatch-backend-'));
  script = join(folder, 'backend.js');
  await build({
    entryPoints: [join(__dirname, 'main.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
  });
  for (const name of ['plugin.proto', 'controller.proto', 'health.proto']) {
    copyFileSync(join(__dirname, 'protocol', name), join(folder, name));
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = { PATH: process.env['PATH'], grafana_plugin_type: 'datasource' };

function readLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before its handshake`)));
  });
}
const ended = (child: ChildProcess) =>
  new Promise<{ code: number | null; ms: number }>((resolve) => {
    const started = performance.now();
    child.once('exit', (code) => resolve({ code, ms: performance.now() - started }));
  });

test('started by hand it says one sentence and ends', async () => {
  const child = spawn(process.execPath, [script], { env: { PATH: process.env['PATH'] } });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  expect((await ended(child)).code).toBe(1);
  expect(said).toMatch(/^This is the backend of the Model Watch data source: .*\n$/);
});

test('shakes hands, outlives an interrupt, and ends at once when asked, its socket gone', async () => {
  const child = spawn(process.execPath, [script], { env: environment, cwd: '/' });
  const line = await readLine(child);
  expect(line).toMatch(/^1\|2\|unix\|.+\.sock\|grpc$/);
  const [, , , socket] = line.split('|');
  child.kill('SIGINT');
  const client = connectBackend(`unix|${socket}`);
  expect(await client.call('health', 'Check', { service: 'plugin' })).toEqual({ status: 'SERVING' });
  const end = ended(child);
  await client.call('controller', 'Shutdown', {});
  const { code, ms } = await end;
  client.close();
  expect(code).toBe(0);
  expect(ms).toBeLessThan(100);
  expect(existsSync(socket!)).toBe(false);
});

test('a folder whose path is too long for a socket makes it listen on loopback', async () => {
  const long = mkdtempSync(join(folder, `${'x'.repeat(90)}-`));
  const child = spawn(process.execPath, [script], { env: { ...environment, PLUGIN_UNIX_SOCKET_DIR: long } });
  const line = await readLine(child);
  expect(line).toMatch(/^1\|2\|tcp\|127\.0\.0\.1:\d+\|grpc$/);
  const end = ended(child);
  child.kill('SIGTERM');
  expect((await end).code).toBe(0);
});

test('ends when whoever started it is gone', async () => {
  const program = `
    const child = require('node:child_process').spawn(process.execPath, [${JSON.stringify(script)}], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.once('data', () => { process.stdout.write(String(child.pid)); setTimeout(() => process.exit(0), 50); });`;
  const parent = spawn(process.execPath, ['-e', program], { env: environment });
  const pid = Number(
    await new Promise<string>((resolve) =>
      parent.stdout.once('data', (part: Buffer) => resolve(part.toString())),
    ),
  );
  const isAlive = () => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  expect(isAlive()).toBe(true);
  for (const deadline = Date.now() + 5000; isAlive() && Date.now() < deadline;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(isAlive()).toBe(false);
}, 10_000);
