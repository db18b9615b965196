import { setImmediate as nextTurn } from 'node:timers/promises';
import { type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

/** A column that is in memory already. Whole numbers to 2^53 for BIGINT; a DOUBLE that is not finite becomes NULL. */
export type Block = { type: 'INTEGER'; value: number } | { type: 'BIGINT' | 'DOUBLE'; values: Float64Array };

const CHUNK_ROWS = 2048;
/** A flush costs half a millisecond however little it takes along, and more than a few milliseconds hold others up. */
const CHUNKS_A_FLUSH = 8;
const TWO_TO_32 = 2 ** 32;

/** Appends columns of numbers to a table, block by block of memory, in the transaction that the connection is in. */
export async function appendBlocks(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Block[],
  rows: number,
): Promise<void> {
  if (rows === 0) return;
  const appender = await connection.createAppender(table);
  const types = columns.map((_, index) => appender.columnType(index));
  for (let start = 0, chunks = 1; start < rows; start += CHUNK_ROWS, chunks++) {
    const end = Math.min(start + CHUNK_ROWS, rows);
    const chunk = DuckDBDataChunk.create(types, end - start);
    columns.forEach((column, index) => {
      fillVector(duckdb.data_chunk_get_vector(chunk.chunk, index), column, start, end);
    });
    appender.appendDataChunk(chunk);
    if (chunks % CHUNKS_A_FLUSH === 0) {
      appender.flushSync();
      await nextTurn();
    }
  }
  appender.closeSync();
}

function fillVector(vector: duckdb.Vector, column: Block, start: number, end: number): void {
  if (column.type === 'INTEGER') return copy(vector, new Int32Array(end - start).fill(column.value));
  if (column.type === 'BIGINT') return copy(vector, halves(column.values, start, end));
  const values = column.values.slice(start, end);
  copy(vector, values);
  const valid = validity(values);
  if (!valid) return;
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.byteLength);
}

const copy = (vector: duckdb.Vector, { buffer, byteLength }: Int32Array | Float64Array): void =>
  duckdb.copy_data_to_vector(vector, 0, buffer as ArrayBuffer, 0, byteLength);

/** 64-bit integers as two halves each, because a BigInt for each costs more than all the rest of the column. */
function halves(values: Float64Array, start: number, end: number): Int32Array {
  const block = new Int32Array((end - start) * 2);
  for (let index = start, place = 0; index < end; index++) {
    const value = values[index]!;
    block[place++] = value >>> 0;
    block[place++] = Math.floor(value / TWO_TO_32);
  }
  return block;
}

/** Bits of the values that are finite; null where all are. */
function validity(values: Float64Array): Uint8Array<ArrayBuffer> | null {
  let valid: Uint8Array<ArrayBuffer> | null = null;
  for (let index = 0; index < values.length; index++) {
    if (Number.isFinite(values[index])) continue;
    valid ??= new Uint8Array(Math.ceil(values.length / 64) * 8).fill(255);
    valid[index >> 3]! &= ~(1 << (index & 7));
  }
  return valid;
}
