import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../store';
import type { RowBatch } from '../rows';
import { employmentSchema, readEmploymentPredictions } from '../testing/employment';
import { openDuckDbStore } from './openDuckDbStore';

jest.setTimeout(60_000);

const ROWS = 3000;
const folder = mkdtempSync(join(tmpdir(), 'replay-scores-'));
const file = join(folder, 'store.duckdb');
let store: Store;

beforeAll(async () => {
  store = await openDuckDbStore({ file });
  await store.ensureSchema(employmentSchema);
  await store.apply(readEmploymentPredictions().slice(0, ROWS), 'p');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function readBatches(withIds: boolean): Promise<RowBatch[]> {
  const selection = { model: 'employment', from: 0, to: Infinity, filters: [] };
  const request = { selection, features: [], segments: [], asOf: Infinity, answeredOnly: true, withIds };
  const batches: RowBatch[] = [];
  for await (const batch of store.readRows(request)) batches.push(batch);
  return batches;
}

/** A score that tells its row. */
const scoresOf = (batch: RowBatch): Float64Array => batch.ts.map((ts) => ts / 1e13);

it('keeps the scores of rows by their numbers, which lead to their ids', async () => {
  const batches = await readBatches(false);
  expect(batches.flatMap(({ ids }) => ids)).toEqual([]);
  for (const batch of batches) {
    const scores = scoresOf(batch);
    scores[0] = NaN;
    await store.appendReplayScores(
      'run',
      [{ version: 'v1', repaired: false, numbers: batch.numbers, scores }],
      { collection: 'progress', id: 'run', value: batch.numbers[0] },
    );
  }
  expect(await store.documents.get('progress', 'run')).toBe(batches.at(-1)!.numbers[0]);
  const kept: number[] = [];
  const numbers: number[] = [];
  for await (const part of store.readReplayScores('run', { version: 'v1', repaired: false })) {
    kept.push(...part.scores);
    numbers.push(...part.numbers);
  }
  expect(numbers).toEqual(batches.flatMap((batch) => [...batch.numbers]));
  expect(kept.filter((score) => Number.isNaN(score))).toHaveLength(batches.length);
  const withIds = await readBatches(true);
  await store.close();

  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `SELECT rows.id, scores.score, rows.ts::DOUBLE FROM replay_scores AS scores
      JOIN replay_variants AS variants ON scores.variant = variants.number
      JOIN predictions_1 AS rows ON rows.number = scores.prediction
      WHERE run = 'run' AND NOT repaired ORDER BY rows.ts, rows.id`,
  );
  const rows = reader.getRows() as [string, number | null, number][];
  connection.closeSync();
  instance.closeSync();
  expect(rows.length).toBeGreaterThan(ROWS * 0.9);
  expect(rows.map(([id]) => id)).toEqual(withIds.flatMap(({ ids }) => ids));
  expect(rows.filter(([, score]) => score === null)).toHaveLength(batches.length);
  expect(rows.every(([, score, ts]) => score === null || score === ts / 1e13)).toBe(true);
  store = await openDuckDbStore({ file });
});

it('forgets the scores of a run', async () => {
  await store.deleteReplayScores('run');
  for await (const part of store.readReplayScores('run', { version: 'v1', repaired: false })) {
    throw new Error(`there are still ${part.scores.length} scores`);
  }
});

it('gives rows that come later numbers of their own, also after a restart', async () => {
  const before = (await readBatches(false)).flatMap(({ numbers }) => [...numbers]);
  await store.apply(readEmploymentPredictions().slice(ROWS, ROWS + 100), 'q');
  const after = (await readBatches(false)).flatMap(({ numbers }) => [...numbers]);
  expect(after.length).toBeGreaterThan(before.length);
  expect(new Set(after).size).toBe(after.length);
  await store.close();
});

it('numbers the rows of a file of an older layout, and drops the scores that it kept by id', async () => {
  const old = join(folder, 'old.duckdb');
  const made = await openDuckDbStore({ file: old });
  await made.ensureSchema(employmentSchema);
  await made.apply(readEmploymentPredictions().slice(0, 50), 'p');
  await made.close();
  const instance = await DuckDBInstance.create(old);
  const connection = await instance.connect();
  await connection.run('ALTER TABLE predictions_1 DROP COLUMN number');
  const later = await connection.runAndReadAll(
    "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'aggregate%'",
  );
  for (const [table] of later.getRows()) await connection.run(`DROP TABLE ${String(table)}`);
  await connection.run('UPDATE meta SET layout = 2');
  connection.closeSync();
  instance.closeSync();
  store = await openDuckDbStore({ file: old });
  const numbers = (await readBatches(false)).flatMap((batch) => [...batch.numbers]);
  expect(numbers.length).toBeGreaterThan(0);
  expect(new Set(numbers).size).toBe(numbers.length);
  await store.apply(readEmploymentPredictions().slice(50, 60), 'q');
  const more = (await readBatches(false)).flatMap((batch) => [...batch.numbers]);
  expect(new Set(more).size).toBe(more.length);
  await store.close();
});
