import { type DuckDBBlobValue, type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { integers, numbers } from '../rowColumns';

/** A cell as its table has it; `time` is an hour or a day. */
export interface StoredCell {
  time: number;
  segment: number;
  value: number;
  /** Number of the series. */
  series: number;
  cost: number;
  counts: Uint8Array;
}

export const CELL_TABLES = {
  hours: { table: 'aggregate_cells', time: 'hour' },
  days: { table: 'aggregate_day_cells', time: 'day' },
} as const;
export type CellTable = (typeof CELL_TABLES)[keyof typeof CELL_TABLES];

const CHUNK_ROWS = 2048;

/** Appends cells of a model, in the transaction that the connection is in. */
export async function appendCells(
  connection: DuckDBConnection,
  { table }: CellTable,
  model: number,
  cells: readonly StoredCell[],
): Promise<void> {
  if (cells.length === 0) return;
  const appender = await connection.createAppender(table);
  const types = Array.from({ length: 7 }, (_, index) => appender.columnType(index));
  for (let from = 0; from < cells.length; from += CHUNK_ROWS) {
    const part = cells.slice(from, from + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(types, part.length);
    const vectorOf = (index: number): duckdb.Vector => duckdb.data_chunk_get_vector(chunk.chunk, index);
    const keys = [
      part.map(() => model),
      part.map(({ time }) => time),
      part.map(({ segment }) => segment),
      part.map(({ value }) => value),
      part.map(({ series }) => series),
    ];
    keys.forEach((key, index) => {
      const block = Int32Array.from(key);
      duckdb.copy_data_to_vector(vectorOf(index), 0, block.buffer, 0, block.byteLength);
    });
    const costs = Float64Array.from(part, ({ cost }) => cost);
    duckdb.copy_data_to_vector(vectorOf(5), 0, costs.buffer, 0, costs.byteLength);
    const packed = vectorOf(6);
    part.forEach(({ counts }, row) => duckdb.vector_assign_string_element_len(packed, row, counts));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Cells that pass a condition, in no order. */
export async function readStoredCells(
  connection: DuckDBConnection,
  { table, time }: CellTable,
  condition: string,
): Promise<StoredCell[]> {
  const cells: StoredCell[] = [];
  const result = await connection.run(
    `SELECT ${time}, segment, value, series, cost, counts FROM ${table} WHERE ${condition}`,
  );
  for (const chunk of await result.fetchAllChunks()) {
    const rows = chunk.rowCount;
    const [times, segments, values, series] = [0, 1, 2, 3].map((column) => integers([chunk], column, rows));
    const costs = numbers([chunk], 4, rows);
    const packed = chunk.getColumnVector(5);
    for (let row = 0; row < rows; row++) {
      cells.push({
        time: times![row]!,
        segment: segments![row]!,
        value: values![row]!,
        series: series![row]!,
        cost: costs[row]!,
        counts: (packed.getItem(row) as DuckDBBlobValue).bytes,
      });
    }
  }
  return cells;
}
