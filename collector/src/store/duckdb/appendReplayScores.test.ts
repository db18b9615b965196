import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RowBatch, Store } from '../store';
import { employmentSchema, readEmploymentPredictions } from '../testing/employment';
import { openDuckDbStore } from './openDuckDbStore';

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

it('keeps the scores of rows known by place and of rows known by id under the same ids', async () => {
  const byPlace = await readBatches(false);
  expect(byPlace.flatMap(({ ids }) => ids)).toEqual([]);
  for (const batch of byPlace) {
    const placed = { model: 'employment', places: batch.places!, ts: batch.ts };
    const scores = scoresOf(batch);
    scores[0] = NaN;
    await store.appendReplayScores('run', { version: 'v1', repaired: false, ids: [], placed, scores });
  }
  for (const batch of await readBatches(true)) {
    const { ids } = batch;
    await store.appendReplayScores('run', { version: 'v1', repaired: true, ids, scores: scoresOf(batch) });
  }
  await store.close();

  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `SELECT a.prediction, a.score, b.score FROM replay_scores a JOIN replay_variants va ON a.variant = va.number
      JOIN replay_variants vb ON vb.run = va.run AND vb.version = va.version AND vb.repaired
      JOIN replay_scores b ON b.variant = vb.number AND b.prediction = a.prediction
      WHERE va.run = 'run' AND NOT va.repaired`,
  );
  const rows = reader.getRows();
  connection.closeSync();
  instance.closeSync();
  expect(rows.length).toBeGreaterThan(ROWS * 0.9);
  expect(rows).toHaveLength(byPlace.reduce((sum, batch) => sum + batch.rows, 0));
  const missing = rows.filter(([, score]) => score === null);
  expect(missing).toHaveLength(byPlace.length);
  expect(rows.every(([, score, same]) => score === null || score === same)).toBe(true);
  store = await openDuckDbStore({ file });
});

it('refuses all scores where a row is not at its place any more', async () => {
  const [batch] = await readBatches(false);
  const places = batch!.places!.map((place, row) => (row === 7 ? place + 1 : place));
  const placed = { model: 'employment', places, ts: batch!.ts };
  await expect(
    store.appendReplayScores('moved', {
      version: 'v1',
      repaired: false,
      ids: [],
      placed,
      scores: scoresOf(batch!),
    }),
  ).rejects.toMatchObject({ code: 'rows-moved', status: 409 });
  await store.close();
});
