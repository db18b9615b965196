import type { DuckDBConnection } from '@duckdb/node-api';
import { type Cell, readCells } from './database';
import { weightedQuantiles } from './quantiles';
import { doubles } from './quote';
import { groupBy, type Keys, prefix } from './source';

/**
 * Exact quantiles of a column by group. Where every row weighs the same the engine computes them (linear between
 * neighbours, as NumPy); else the distinct values come with their weights: see `weightedQuantiles`.
 */
export async function exactQuantiles(
  connection: DuckDBConnection,
  keys: Keys,
  column: { from: string; value: string; weight: string; sampled: boolean },
  quantiles: readonly number[],
): Promise<{ row: Cell[]; values: (number | null)[] }[]> {
  if (quantiles.length === 0) return [];
  const { from, value, weight, sampled } = column;
  if (!sampled) {
    const sql = `SELECT ${prefix(keys.names)} quantile_cont(${value}::DOUBLE, ${doubles(quantiles)}) AS quantiles
      FROM ${from} WHERE ${value} IS NOT NULL ${groupBy(keys.names)}`;
    const rows = await readCells(connection, sql);
    return rows
      .filter((row) => row[keys.names.length] !== null)
      .map((row) => ({ row, values: row[keys.names.length] as number[] }));
  }
  const sql = `SELECT ${prefix(keys.names)} ${value}::DOUBLE AS value, sum(${weight})::DOUBLE AS weight
    FROM ${from} WHERE ${value} IS NOT NULL ${groupBy([...keys.names, 'value'])} ORDER BY value`;
  const samples = new Map<string, { row: Cell[]; sample: [number, number][] }>();
  for (const row of await readCells(connection, sql)) {
    const key = JSON.stringify(row.slice(0, keys.names.length));
    const found = samples.get(key) ?? { row, sample: [] };
    samples.set(key, found);
    found.sample.push([Number(row[keys.names.length]), Number(row[keys.names.length + 1])]);
  }
  return [...samples.values()].map(({ row, sample }) => ({
    row,
    values: weightedQuantiles(sample, quantiles),
  }));
}
