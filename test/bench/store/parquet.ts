import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { FeatureValue } from '../../../collector/src/contract';
import { benchFeatures, benchSchema, randomFrom } from '../generate';

export const BASELINE_ROWS = 100_000;

/** Rows of features as a Parquet file, in row groups of the usual size: what a peer is given. */
export async function writeParquet(file: string, rows: Iterable<FeatureValue[]>): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const columns = benchSchema.features.map(
    ({ name, type }) => `${name} ${type === 'number' ? 'DOUBLE' : 'VARCHAR'}`,
  );
  await connection.run(`CREATE TABLE rows (${columns.join(', ')})`);
  const appender = await connection.createAppender('rows');
  for (const row of rows) {
    for (const value of row) {
      if (value === null) appender.appendNull();
      else if (typeof value === 'number') appender.appendDouble(value);
      else appender.appendVarchar(String(value));
    }
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(`COPY rows TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return file;
}

/** The baseline of the measurements: rows of the same kind under a seed of their own. */
export function writeBaseline(folder: string): Promise<string> {
  const random = randomFrom(7);
  const rows = Array.from({ length: BASELINE_ROWS }, () => benchFeatures(random));
  return writeParquet(join(folder, 'baseline.parquet'), rows);
}
