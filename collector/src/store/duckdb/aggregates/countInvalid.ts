import type { DuckDBConnection } from '@duckdb/node-api';
import type { Engine } from '../engine';
import { text } from '../quote';
import { integers } from '../rowColumns';
import { plain, type SourceColumn, sourceOf } from '../source';
import type { CellPlan } from './cellPlan';
import type { CellView } from './cellTable';
import { baseFinder } from './placeRows';
import type { SeriesKey } from './series';

/** Values of the wrong type lie as JSON in few rows: those are read once more. */
export async function countInvalid(
  engine: Engine,
  connection: DuckDBConnection,
  source: CellPlan & {
    keys: SourceColumn[];
    selection: Parameters<typeof sourceOf>[1];
    isWanted: string;
  },
  views: readonly CellView[],
  places: ReadonlyMap<number, number>,
  series: readonly SeriesKey[],
): Promise<void> {
  const columns = new Map<string, number[]>();
  for (const { name, first, slots } of source.columns) {
    const path = `features.${name}`;
    columns.set(path, [...(columns.get(path) ?? []), first + slots - 1]);
  }
  if (columns.size === 0) return;
  const names = source.keys.map(({ name }) => name).join(', ');
  const rows = sourceOf(
    engine,
    source.selection,
    [...source.keys, plain('invalid')],
    `invalid IS NOT NULL AND ${source.isWanted}`,
  );
  const unnested = `SELECT ${names}, unnest(json_keys(invalid)) AS path FROM ${rows}`;
  const wanted = [...columns.keys()];
  const list = `[${wanted.map(text).join(', ')}]`;
  const result = await connection.run(
    `SELECT ${names}, list_position(${list}, path)::INTEGER - 1 AS path FROM (${unnested}) WHERE path IN ${list}`,
  );
  const chunks = await result.fetchAllChunks();
  const count = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
  if (count === 0) return;
  const basesOf = baseFinder(chunks, count, places, series);
  const paths = integers(chunks, source.keys.length, count);
  views.forEach((view, index) => {
    const bases = basesOf(view, index);
    for (let row = 0; row < count; row++) {
      for (const slot of columns.get(wanted[paths[row]!]!)!) view.counts[bases[row]! + slot]! += 1;
    }
  });
}
