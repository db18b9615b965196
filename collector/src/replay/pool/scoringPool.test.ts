import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunSetup } from '../worker/messages';
import { categoryColumn, numberColumn } from '../testing/demoLog';
import { ScoringPool } from './scoringPool';

/** A worker's program that answers `ready` and then does what is given with each task. */
function programOf(onTask: string, atStart = ''): string {
  const file = join(mkdtempSync(join(tmpdir(), 'pool-')), 'worker.cjs');
  writeFileSync(
    file,
    `const { parentPort, workerData } = require('node:worker_threads');
     ${atStart}
     parentPort.on('message', (task) => { ${onTask} });
     parentPort.postMessage({ kind: 'ready' });`,
  );
  return file;
}

const setup = {
  variants: [{ version: 'v9', repaired: true }],
} as unknown as Omit<RunSetup, 'control'>;
const batch = () => {
  const none = categoryColumn(['a', null]);
  return {
    rows: 2,
    versions: none,
    features: { x: numberColumn([1, 2]) },
    segments: {},
    scores: new Float64Array(2),
    classes: none,
    labels: none,
  };
};
const open = (workerFile: string) => ScoringPool.open(setup, { workerFile, threads: 1, timeLimitMs: 300 });

it.each([
  [
    'never comes back',
    'for (;;);',
    /did not come back within 0.3 s and was stopped while it ran v9 with the repairs/,
  ],
  ['dies', 'process.exit(3);', /ended while it ran v9/],
  ['throws', 'throw new Error("broken");', /stopped with: broken/],
  [
    'fails a batch',
    'parentPort.postMessage({ kind: "failed", id: task.id, message: "no memory" });',
    /failed: no memory/,
  ],
])('fails what a thread was asked when it %s', async (_name, onTask, message) => {
  const pool = await open(programOf(onTask));
  const [first, second] = await Promise.allSettled([pool.score(batch()), pool.score(batch())]);
  expect(first).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(message) } });
  expect(second.status).toBe('rejected');
  pool.close();
});

it('says why a thread cannot begin', async () => {
  await expect(open(programOf('', 'throw new Error("no runtime");'))).rejects.toThrow(/no runtime/);
  await expect(open(programOf('', 'for (;;);'))).rejects.toThrow(/did not come back/);
});

it('leaves a thread alone that has nothing to do', async () => {
  const pool = await open(
    programOf('parentPort.postMessage({ kind: "scored", id: task.id, scored: task.batch.rows });'),
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await pool.score(batch())).toBe(2);
  pool.close();
});

it('hands memory over once, whoever shares it', async () => {
  const pool = await open(
    programOf(
      'parentPort.postMessage({ kind: "scored", id: task.id, scored: [...task.batch.features.x.values, ...task.batch.scores] });',
    ),
  );
  const shared = Float64Array.of(1, 2, 3, 4);
  const columns = {
    ...batch(),
    features: { x: { type: 'number' as const, values: shared.subarray(0, 2) } },
    scores: shared.subarray(2),
  };
  expect(await pool.score(columns)).toEqual([1, 2, 3, 4]);
  expect(shared[0]).toBe(1);
  pool.close();
});
