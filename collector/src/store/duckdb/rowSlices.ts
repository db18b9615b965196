import type { DuckDBConnection } from '@duckdb/node-api';
import { readCells } from './database';

/** Rows that one sorted statement answers with: enough to keep the threads busy, few enough to hold in memory. */
const SLICE_ROWS = 65_536;
/** Parts of the range that rows are counted in, to cut it into slices of about equal size. */
const PARTS = 4096;

export interface Slice {
  from: number;
  to: number;
}

/**
 * Cuts a range of time so that each slice has about `SLICE_ROWS` rows. Slices follow each other in time, so sorting
 * each of them sorts the whole, and nothing ever sorts or holds the whole window.
 *
 * @param source SQL with the column `ts` of the rows that will be read
 */
export async function sliceByTime(connection: DuckDBConnection, source: string): Promise<Slice[]> {
  const [row] = await readCells(connection, `SELECT min(ts)::DOUBLE, max(ts)::DOUBLE FROM ${source}`);
  if (!row || row[0] === null) return [];
  const first = Number(row[0]);
  const last = Number(row[1]);
  const width = Math.max(1, Math.ceil((last - first + 1) / PARTS));
  const parts = await readCells(
    connection,
    `SELECT ((ts - ${first}) // ${width})::DOUBLE AS part, count(*)::DOUBLE FROM ${source} GROUP BY part ORDER BY part`,
  );
  const slices: Slice[] = [];
  let from = first;
  let rows = 0;
  for (const [part, count] of parts) {
    rows += Number(count);
    if (rows < SLICE_ROWS) continue;
    const to = first + (Number(part) + 1) * width;
    slices.push({ from, to });
    from = to;
    rows = 0;
  }
  if (rows > 0) slices.push({ from, to: last + 1 });
  return slices;
}
