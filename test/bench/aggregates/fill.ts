import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ColumnProfile } from '../../../collector/src/contract';
import { openDuckDbStore, type Store } from '../../../collector/src/store';
import { BENCH_START, benchSchema } from '../generate';
import { writeBaseline } from '../store/parquet';

/*
 * A store of any size in seconds: rows are made by the engine itself, in the tables of the store, spread evenly over
 * 30 days. They are like those of `benchPredictions`: 20 features, 5 segments of 5 values, two versions; nine of ten
 * have a label, with exponential lags of 12 hours on average.
 */

export const DAYS = 30;
export const DAY_MS = 86_400_000;
export const FILL_END = BENCH_START + DAYS * DAY_MS;
const LAG_HOURS = 12;

/** A number from 0 to below 1 that looks random, of a row and a place; the same on every machine. */
const random = (place: number): string => `((hash(i * 1000 + ${place}) >> 11)::DOUBLE / 9007199254740992)`;

const orMissing = (value: string, place: number): string =>
  `CASE WHEN ${random(place + 500)} < 0.01 THEN NULL ELSE ${value} END`;

export interface FilledStore {
  store: Store;
  file: string;
  columns: Record<string, ColumnProfile>;
  remove: () => Promise<void>;
}

/** A store with the model and its baseline, and no predictions. */
export async function openEmpty(): Promise<Omit<FilledStore, 'file'>> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-aggregates-'));
  const store = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
  await store.ensureSchema(benchSchema);
  const { columns } = await store.importBaseline(benchSchema, 'v1', await writeBaseline(folder));
  return { store, columns, remove: () => closeAndRemove(store, folder) };
}

async function closeAndRemove(store: Store, folder: string): Promise<void> {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}

export async function fillStore(rows: number, threads?: number): Promise<FilledStore> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-aggregates-'));
  const file = join(folder, 'store.duckdb');
  const empty = await openDuckDbStore({ file });
  await empty.ensureSchema(benchSchema);
  await empty.close();
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of statementsOf(rows)) await connection.run(statement);
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
  const store = await openDuckDbStore({ file, ...(threads !== undefined && { threads }) });
  const { columns } = await store.importBaseline(benchSchema, 'v1', await writeBaseline(folder));
  return {
    store,
    file,
    columns,
    remove: () => closeAndRemove(store, folder),
  };
}

function statementsOf(rows: number): string[] {
  const texts = (name: string, values: readonly string[]): string[] =>
    values.map((value, index) => `('bench', '${name}', ${index + 1}, '${value}')`);
  const levels = (category: number): string[] =>
    Array.from({ length: 4 + category * 2 }, (_, level) => `level-${level}`);
  const numbers = Array.from({ length: 10 }, (_, index) =>
    orMissing(`(${random(index)} + ${random(index + 20)} + ${random(index + 40)}) * 100`, index),
  );
  const categories = Array.from({ length: 10 }, (_, index) => {
    const level = `floor(${random(index + 60)} * ${random(index + 80)} * ${levels(index).length})`;
    return orMissing(`${level}::INTEGER + 1`, index + 10);
  });
  const segments = Array.from({ length: 5 }, (_, index) => `floor(${random(index + 100)} * 5)::INTEGER + 1`);
  const ts = `${BENCH_START}::BIGINT + (i * ${DAYS * DAY_MS}::BIGINT) // ${rows}`;
  const score = random(120);
  const columns = [
    'md5(i::VARCHAR)',
    ts,
    `CASE WHEN ${random(121)} < 0.9 THEN 1 ELSE 2 END`,
    '1',
    '1',
    `'entity-' || (hash(i) % 100000)`,
    `CASE WHEN ${score} >= 0.5 THEN 2 ELSE 1 END`,
    score,
    `5 + ${random(122)} * 30`,
    `CASE WHEN ${random(123)} < 0.005 THEN 500 ELSE 200 END`,
    'NULL',
    'false',
    `${random(124)} < 0.002`,
    `${random(125)} < 0.2`,
    `2e-6 + ${random(126)} * 1e-6`,
    '1.0',
    'NULL',
    'NULL',
    `${ts} + 50`,
    ...['extra', 'invalid', 'scores', 'attributions', 'feature_times'].map(() => 'NULL'),
    ...numbers,
    ...categories,
    ...segments,
    'NULL',
    'i',
  ];
  const arrival = `${ts} + (-ln(1 - ${random(127)}) * ${LAG_HOURS * 3_600_000})::BIGINT + 60000`;
  const truth = `CASE WHEN ${random(128)} < ${score} THEN 2 ELSE 1 END`;
  return [
    `INSERT INTO texts VALUES ${[
      ...texts('version', ['v1', 'v2']),
      ...texts('environment', ['production']),
      ...texts('deployment', ['stable']),
      ...texts('class', ['0', '1']),
      ...Array.from({ length: 10 }, (_, index) => texts(`feature:category${index}`, levels(index))).flat(),
      ...Array.from({ length: 5 }, (_, index) =>
        texts(
          `segment:segment${index}`,
          [0, 1, 2, 3, 4].map((value) => `value-${value}`),
        ),
      ).flat(),
    ].join(', ')}`,
    `INSERT INTO texts VALUES ('', 'label', 1, '0'), ('', 'label', 2, '1')`,
    `INSERT INTO predictions_1 SELECT ${columns.join(', ')} FROM range(${rows}) AS made(i)`,
    `INSERT INTO labels SELECT prediction, ts, code, NULL, code - 1, row_number() OVER (ORDER BY ts), ts FROM
      (SELECT md5(i::VARCHAR) AS prediction, ${arrival} AS ts, ${truth} AS code
        FROM range(${rows}) AS made(i) WHERE ${random(129)} < 0.9) ORDER BY ts`,
  ];
}
