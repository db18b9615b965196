import type { DuckDBConnection } from '@duckdb/node-api';
import packageJson from '../../../package.json';
import { AGGREGATE_TABLES, LABELS_BY_DAY } from './aggregates';
import { type Database, readCells } from './database';
import { text } from './quote';
import { storeError } from './errors';

/**
 * What makes each layout out of the one before it. A released entry is never changed: files on disk were made by it.
 *
 * Times are BIGINT milliseconds, not TIMESTAMP_MS: both are 64-bit integers with the same zone maps, and this one
 * compares with the literals of a query and goes in and out of JavaScript without a conversion.
 */
const MIGRATIONS: readonly {
  layout: number;
  statements: readonly string[];
  /** The same for each table of predictions, by its number. */
  ofPredictions?: (table: number) => readonly string[];
}[] = [
  {
    layout: 1,
    statements: [
      // One row for each typed table of predictions: its columns f0.., s0.. are by position of `definition`.
      `CREATE TABLE layouts (number INTEGER, model VARCHAR, version INTEGER, definition VARCHAR)`,
      // The text of each category code, by model and column.
      `CREATE TABLE texts (model VARCHAR, name VARCHAR, code INTEGER, value VARCHAR)`,
      `CREATE TABLE labels (prediction VARCHAR, ts BIGINT, code INTEGER, other VARCHAR, value DOUBLE, sequence BIGINT,
         received BIGINT)`,
      `CREATE TABLE outcomes (prediction VARCHAR, name VARCHAR, value DOUBLE, ts BIGINT, received BIGINT)`,
      `CREATE TABLE feature_values (name VARCHAR, entity VARCHAR, event_time BIGINT, prediction VARCHAR,
         feature_values VARCHAR, received BIGINT)`,
      `CREATE TABLE changes (id VARCHAR, ts BIGINT, change VARCHAR, model VARCHAR, version VARCHAR, description VARCHAR,
         status VARCHAR, received BIGINT)`,
      `CREATE TABLE costs (ts BIGINT, model VARCHAR, version VARCHAR, infrastructure DOUBLE, storage DOUBLE,
         retraining DOUBLE, currency VARCHAR, received BIGINT)`,
      `CREATE TABLE quarantine (posted VARCHAR, code VARCHAR, path VARCHAR, message VARCHAR, model VARCHAR, raw VARCHAR,
         received BIGINT)`,
      `CREATE TABLE documents (collection VARCHAR, id VARCHAR, value VARCHAR)`,
      `CREATE TABLE baselines (number INTEGER, model VARCHAR, version VARCHAR, definition VARCHAR)`,
      `CREATE TABLE replay_scores (run VARCHAR, version VARCHAR, repaired BOOLEAN, prediction VARCHAR, score DOUBLE)`,
      `CREATE TABLE progress (position VARCHAR)`,
      `INSERT INTO progress VALUES (NULL)`,
    ],
  },
  {
    layout: 2,
    statements: [
      // What the scores of one version in one replay run have in common, once instead of in each row: half the cost.
      `DROP TABLE replay_scores`,
      `CREATE TABLE replay_variants (number INTEGER, run VARCHAR, version VARCHAR, repaired BOOLEAN)`,
      `CREATE TABLE replay_scores (variant INTEGER, prediction VARCHAR, score DOUBLE)`,
    ],
  },
  {
    layout: 3,
    statements: [
      // Rows have numbers, so that what is kept beside them need not repeat their ids: half the cost of a replay.
      `CREATE OR REPLACE TABLE replay_scores (variant INTEGER, prediction BIGINT, score DOUBLE)`,
      `DELETE FROM replay_variants`,
    ],
    ofPredictions: (table) => [
      `ALTER TABLE predictions_${table} ADD COLUMN number BIGINT`,
      `UPDATE predictions_${table} SET number = ${table} * 1099511627776 + rowid`,
    ],
  },
  { layout: 4, statements: AGGREGATE_TABLES },
  {
    layout: 5,
    statements: [
      // Attributions that were computed since: what was logged stays as it came.
      `CREATE TABLE IF NOT EXISTS explanations (prediction BIGINT, version VARCHAR, serving BOOLEAN,
         attributions VARCHAR)`,
    ],
  },
  { layout: 6, statements: LABELS_BY_DAY },
];

export const LAYOUT = MIGRATIONS[MIGRATIONS.length - 1]!.layout;

/** Brings the file to our layout, each step in a transaction of its own, and writes down who did it. */
export async function migrate(database: Database, log: (message: string) => void): Promise<void> {
  await database.write((connection) =>
    connection.run('CREATE TABLE IF NOT EXISTS meta (layout INTEGER, written_by VARCHAR)'),
  );
  const found = await database.write(readLayout);
  if (found.layout > LAYOUT) {
    throw storeError(
      'store-too-new',
      `The database ${database.file} has layout ${found.layout}, written by version ${found.writtenBy}; this version ` +
        `(${packageJson.version}) knows layouts up to ${LAYOUT}: run that version, or restore a backup of before.`,
    );
  }
  for (const { layout, statements, ofPredictions } of MIGRATIONS) {
    if (layout <= found.layout) continue;
    await database.transact(async (connection) => {
      for (const statement of statements) await connection.run(statement);
      if (ofPredictions) {
        const tables = await readCells(connection, 'SELECT number FROM layouts');
        for (const statement of tables.flatMap(([number]) => ofPredictions(Number(number)))) {
          await connection.run(statement);
        }
      }
      await writeLayout(connection, layout);
    });
    if (found.layout > 0)
      log(`The database ${database.file} was brought from layout ${found.layout} to ${layout}.`);
  }
  if (found.layout === LAYOUT && found.writtenBy !== packageJson.version) {
    await database.transact((connection) => writeLayout(connection, LAYOUT));
  }
}

async function readLayout(connection: DuckDBConnection): Promise<{ layout: number; writtenBy: string }> {
  const [row] = await readCells(connection, 'SELECT layout, written_by FROM meta');
  return { layout: Number(row?.[0] ?? 0), writtenBy: String(row?.[1] ?? '') };
}

async function writeLayout(connection: DuckDBConnection, layout: number): Promise<void> {
  await connection.run('DELETE FROM meta');
  await connection.run(`INSERT INTO meta VALUES (${layout}, ${text(packageJson.version)})`);
}
