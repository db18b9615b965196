import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { Selection } from '../../requests';
import type { Engine } from '../engine';
import { type SourceColumn, sourceOf } from '../source';

/** Rows whose counts are added at a time: what one turn of the event loop takes. */
const TURN_ROWS = 2048;

/** The rows in some `pieces` of the range, one after the other, and of each a few chunks at a time. */
export async function* readTurns(
  engine: Engine,
  connection: DuckDBConnection,
  selection: Selection,
  columns: readonly SourceColumn[],
  condition: string,
  pieces: number,
): AsyncGenerator<DuckDBDataChunk[], void, void> {
  const names = columns.map(({ name }) => name).join(', ');
  const length = (selection.to - selection.from) / pieces;
  for (let piece = 0; piece < pieces; piece++) {
    const from = selection.from + Math.ceil(piece * length);
    const to = selection.from + Math.ceil((piece + 1) * length);
    const source = sourceOf(engine, { ...selection, from, to }, columns, condition);
    const chunks = await (await connection.run(`SELECT ${names} FROM ${source}`)).fetchAllChunks();
    for (let start = 0; start < chunks.length;) {
      let end = start;
      let rows = 0;
      while (end < chunks.length && rows < TURN_ROWS) rows += chunks[end++]!.rowCount;
      yield chunks.slice(start, end);
      start = end;
    }
  }
}
