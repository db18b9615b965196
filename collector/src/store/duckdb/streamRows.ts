import { type Cell, type Database, toCell } from './database';

/** Rows of a statement whose answer may be long, one chunk of them in memory at a time. */
export async function* streamRows(
  database: Database,
  sql: string,
  signal?: AbortSignal,
): AsyncGenerator<Cell[], void, void> {
  const connection = await database.connect();
  const interrupt = (): void => connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    signal?.throwIfAborted();
    const result = await connection.stream(sql);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      for (const row of chunk.getRows()) yield row.map(toCell);
    }
  } finally {
    signal?.removeEventListener('abort', interrupt);
    connection.closeSync();
  }
}
