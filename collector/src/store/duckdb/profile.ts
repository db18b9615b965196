import type { DuckDBConnection } from '@duckdb/node-api';
import type { CategoryProfile, NumericProfile } from '../../contract';
import { readCells } from './database';
import { quantileOfSorted } from './quantiles';
import { numbers } from './rowColumns';

const DISTINCT_LIMIT = 257;

/** How the numbers of one column of a table are distributed. One column at a time is in memory. */
export async function profileNumbers(
  connection: DuckDBConnection,
  table: string,
  column: string,
): Promise<NumericProfile> {
  const result = await connection.run(`SELECT ${column} FROM ${table} WHERE ${column} IS NOT NULL`);
  const chunks = await result.fetchAllChunks();
  const n = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const sorted = numbers(chunks, 0, n).sort();
  const [counted] = await readCells(connection, `SELECT count(*) FROM ${table}`);
  const total = Number(counted![0]);
  const edges =
    n === 0
      ? []
      : [...new Set([1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => quantileOfSorted(sorted, tenth / 10)))];
  const mean = n === 0 ? null : sorted.reduce((sum, value) => sum + value, 0) / n;
  const std =
    mean === null ? null : Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
  return {
    type: 'number',
    edges,
    counts: countSorted(sorted, edges),
    missing: total - n,
    n: total,
    min: n === 0 ? null : sorted[0]!,
    max: n === 0 ? null : sorted[n - 1]!,
    mean,
    std,
    distinct: countDistinct(sorted),
  };
}

/** Levels of one text column of a table in code point order, which is the order of their bytes. */
export async function profileCategories(
  connection: DuckDBConnection,
  table: string,
  column: string,
  type: CategoryProfile['type'],
): Promise<CategoryProfile> {
  const rows = await readCells(
    connection,
    `SELECT ${column}::VARCHAR AS level, count(*) FROM ${table} GROUP BY level ORDER BY level`,
  );
  const present = rows.filter(([level]) => level !== null);
  const n = rows.reduce((sum, [, count]) => sum + Number(count), 0);
  const counts = present.map(([, count]) => Number(count));
  return {
    type,
    levels: present.map(([level]) => String(level)),
    counts,
    missing: n - counts.reduce((sum, count) => sum + count, 0),
    n,
  };
}

function countSorted(sorted: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < edges.length && edges[bin]! < value) bin += 1;
    counts[bin]! += 1;
  }
  return counts;
}

function countDistinct(sorted: Float64Array): number {
  let distinct = 0;
  for (let index = 0; index < sorted.length && distinct < DISTINCT_LIMIT; index++) {
    if (index === 0 || sorted[index] !== sorted[index - 1]) distinct += 1;
  }
  return distinct;
}
