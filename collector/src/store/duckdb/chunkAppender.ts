import { setImmediate as nextTurn } from 'node:timers/promises';
import { type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

/** One column of a table to append to, and how its value is read from a row. Null and undefined become NULL. */
export type ColumnSpec<Row> =
  | { type: 'DOUBLE' | 'INTEGER' | 'BIGINT' | 'USMALLINT'; read: (row: Row) => number | null | undefined }
  | { type: 'BOOLEAN'; read: (row: Row) => boolean | null | undefined }
  | { type: 'VARCHAR'; read: (row: Row) => string | null | undefined };

const CHUNK_ROWS = 2048;
const TWO_TO_32 = 2 ** 32;

/**
 * Appends rows in chunks of columns, in the transaction that the connection is in.
 *
 * The columns are filled through the bindings, each as one block of memory: the vectors of the API above them take a
 * call and a BigInt operation a value.
 */
export async function appendRows<Row>(
  connection: DuckDBConnection,
  table: string,
  columns: readonly ColumnSpec<Row>[],
  rows: readonly Row[],
  giveWay: () => Promise<unknown> = nextTurn,
): Promise<void> {
  if (rows.length === 0) return;
  const appender = await connection.createAppender(table);
  const types = columns.map((_, index) => appender.columnType(index));
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const part = rows.slice(start, start + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(types, part.length);
    columns.forEach((column, index) => {
      fillVector(duckdb.data_chunk_get_vector(chunk.chunk, index), column, part);
    });
    appender.appendDataChunk(chunk);
    // The calls of an appender block the event loop: a small part of the work at a time, and others between them.
    appender.flushSync();
    await giveWay();
  }
  appender.closeSync();
}

function fillVector<Row>(vector: duckdb.Vector, column: ColumnSpec<Row>, rows: readonly Row[]): void {
  const valid = new Uint8Array(Math.ceil(rows.length / 64) * 8).fill(255);
  let nulls = 0;
  const isNull = (value: unknown, index: number): value is null | undefined => {
    if (value !== null && value !== undefined) return false;
    valid[index >> 3]! &= ~(1 << (index & 7));
    nulls += 1;
    return true;
  };
  if (column.type === 'VARCHAR') {
    for (let index = 0; index < rows.length; index++) {
      const value = column.read(rows[index]!);
      if (!isNull(value, index)) assignText(vector, index, value);
    }
  } else {
    const block = new BLOCKS[column.type](rows.length * (column.type === 'BIGINT' ? 2 : 1));
    for (let index = 0; index < rows.length; index++) {
      const value = column.read(rows[index]!);
      if (isNull(value, index)) continue;
      if (column.type === 'BIGINT') {
        // Two halves, because a BigInt for each value costs more than all the rest of the column.
        block[index * 2] = Number(value) >>> 0;
        block[index * 2 + 1] = Math.floor(Number(value) / TWO_TO_32);
      } else {
        block[index] = Number(value);
      }
    }
    duckdb.copy_data_to_vector(vector, 0, block.buffer, 0, block.byteLength);
  }
  if (nulls > 0) {
    duckdb.vector_ensure_validity_writable(vector);
    duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.byteLength);
  }
}

const BLOCKS = {
  DOUBLE: Float64Array,
  INTEGER: Int32Array,
  USMALLINT: Uint16Array,
  BOOLEAN: Uint8Array,
  BIGINT: Int32Array,
} as const;

/** The plain call takes a C string, which ends at the first NUL. */
function assignText(vector: duckdb.Vector, index: number, value: string): void {
  if (value.includes('\0')) {
    duckdb.vector_assign_string_element_len(vector, index, Buffer.from(value));
  } else {
    duckdb.vector_assign_string_element(vector, index, value);
  }
}
