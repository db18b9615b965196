import { DuckDBInstance } from '@duckdb/node-api';

/** Writes the rows of a SELECT as a Parquet file: a baseline small enough to count by hand. */
export async function writeParquet(file: string, select: string): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${file.replaceAll("'", "''")}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return file;
}
