import { type ChildProcess, spawn } from 'node:child_process';
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** Bundles the command as the build does, below `node_modules` so that it finds the packages that stay outside. */
async function buildCommand(): Promise<string> {
  const cache = join(ROOT, 'node_modules/.cache/modelwatch');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'demo-'));
  symlinkSync(join(ROOT, 'collector/demo'), join(folder, 'demo'));
  await build({
    entryPoints: {
      modelwatch: join(ROOT, 'collector/src/modelwatch.ts'),
      'replay-worker': join(ROOT, 'collector/src/replay/worker.ts'),
      'store-thread': join(ROOT, 'collector/src/storeProgram.ts'),
    },
    outdir: join(folder, 'dist'),
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    packages: 'external',
    logLevel: 'warning',
  });
  return folder;
}

/** Runs the demo until it says that Ctrl-C ends it, calls `meanwhile`, presses Ctrl-C, and tells what was printed. */
async function runDemo(
  folder: string,
  data: string,
  argv: string[],
  meanwhile: (out: string) => Promise<void>,
) {
  const command = [join(folder, 'dist/modelwatch.js'), 'demo', '--data', data, '--port', '0', ...argv];
  const child: ChildProcess = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stderr!.on('data', (chunk) => (err += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      out += chunk;
      if (out.includes('Ctrl-C ends the demo')) resolve();
    });
    void ended.then((code) => reject(new Error(`The demo ended with ${code}: ${out}${err}`)));
  });
  await meanwhile(out);
  child.kill('SIGINT');
  return { out, err, code: await ended };
}

interface Expected {
  replay: { models: Record<string, Record<'asLogged' | 'repaired', { performance: { rocAuc: number } }>> };
}

test('the demo tells the incident as it was, ends cleanly, and finds its data at a second start', async () => {
  const expectedFile = join(ROOT, 'test/reference/expected/employment.json');
  const { replay } = JSON.parse(readFileSync(expectedFile, 'utf8')) as Expected;
  const folder = await buildCommand();
  const data = join(mkdtempSync(join(tmpdir(), 'modelwatch-demo-')), 'data');
  try {
    const first = await runDemo(folder, data, ['--as-recorded'], async (out) => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(out)!;
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      const quarantine = (await (await fetch(`${url}/v1/quarantine`)).json()) as { events: unknown[] };
      expect(quarantine.events).toEqual([]);
    });
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/predictions +60,000 +0 +0\n/);
    expect(first.out).toMatch(/labels +58,146 +0 +0\n/);
    // The feature that was broken stands first, for those for whom it was.
    expect(first.out).toMatch(/rows\n[- ]+\nAGEP +mobile +\S+ +breach +1618\n/);
    for (const version of ['v1', 'v2']) {
      for (const [title, form] of [
        ['as logged', 'asLogged'],
        ['repaired', 'repaired'],
      ] as const) {
        const auc = replay.models[version]![form].performance.rocAuc.toFixed(4);
        expect(first.out).toMatch(new RegExp(`${version} +${title} +3975 +3854 +${auc} `));
      }
    }
    const second = await runDemo(folder, data, ['--as-recorded'], async () => undefined);
    expect(second).toMatchObject({ code: 0, err: '' });
    expect(second.out).toMatch(/^The data loaded at .* is there/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);
