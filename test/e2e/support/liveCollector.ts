import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '../../../collector/dist/modelwatch.js');

export const isCollectorBuilt = existsSync(PROGRAM);

/** The windows of the log that the tests look at: the day of the unit change, and a healthy one before it. */
export const UNIT_CHANGE = { from: '2026-10-15T18:00:00Z', to: '2026-10-16T18:00:00Z' } as const;

export interface LiveCollector {
  url: string;
  stop(): Promise<void>;
}

/** Starts the demo with the log's own times in a folder of its own, and waits until it has told its addresses. */
export async function startDemo(timeoutMs: number): Promise<LiveCollector> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-e2e-'));
  const program = spawn(
    process.execPath,
    [PROGRAM, 'demo', '--as-recorded', '--port', '0', '--data', folder],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const stop = async (): Promise<void> => {
    await endOf(program);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { url: await readUrl(program, timeoutMs), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readUrl(program: ChildProcess, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    const fail = (why: string): void => reject(new Error(`The demo ${why}. It said:\n${told}`));
    const timer = setTimeout(() => fail(`was not ready after ${timeoutMs / 1000} s`), timeoutMs);
    const listen = (chunk: Buffer): void => {
      told += chunk.toString('utf8');
      const preview = /preview\s+(http:\/\/\S+?)\/preview\//.exec(told);
      if (!preview) return;
      clearTimeout(timer);
      resolve(preview[1]!);
    };
    program.stdout!.on('data', listen);
    program.stderr!.on('data', listen);
    program.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

function endOf(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    program.once('exit', () => resolve());
    program.kill('SIGTERM');
  });
}
