import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '../../collector/dist/modelwatch.js');
const START_LIMIT_MS = 180_000;

export interface DemoCollector {
  url: string;
  stop(): Promise<void>;
}

export const isCollectorBuilt = existsSync(PROGRAM);

/**
 * Starts the built collector with the demo log at a free port and a folder of its own, and resolves when everything
 * is loaded and told. It feeds nothing further, so that answers do not change while they are looked at.
 */
export async function startDemoCollector(options: { asRecorded: boolean }): Promise<DemoCollector> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-demo-'));
  const args = ['demo', '--port', '0', '--data', folder, '--no-feed'];
  const child = spawn(
    process.execPath,
    [PROGRAM, ...args, ...(options.asRecorded ? ['--as-recorded'] : [])],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const stop = async (): Promise<void> => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { url: await readUrl(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    const fail = (why: string) => reject(new Error(`The demo ${why}. It said:\n${told}`));
    const timer = setTimeout(() => fail(`was not ready after ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    const listen = (chunk: Buffer) => {
      told += chunk.toString();
      const [, url] = /(http:\/\/127\.0\.0\.1:\d+)\/v1/.exec(told) ?? [];
      if (url === undefined || !told.includes('Ctrl-C ends the demo')) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout!.on('data', listen);
    child.stderr!.on('data', listen);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
