import { readCells } from './database';
import type { Engine } from './engine';
import { time } from './quote';

/** What names a prediction by its id: it may come first, and then waits for it. */
const REFERRING = ['labels', 'outcomes'];

/**
 * Deletes labels and outcomes that were received before a moment and whose prediction is in no table. What was found
 * goes with its prediction; this goes by its receipt, because it has nothing else that says how old it is.
 */
export function deleteUnmatched({ database, layouts }: Engine, receivedBefore: number): Promise<number> {
  const old = `received < ${time(receivedBefore)}`;
  const ids = layouts.all().map(({ table }) => `SELECT id FROM ${table}`);
  const known = ['SELECT NULL::VARCHAR AS id WHERE false', ...ids].join(' UNION ALL ');
  return database.transact(async (connection) => {
    let deleted = 0;
    for (const table of REFERRING) {
      const where = `${old} AND NOT EXISTS (SELECT 1 FROM (${known}) AS served WHERE served.id = ${table}.prediction)`;
      // Counted first: mostly nothing is that old, and then no id is read.
      const [counted] = await readCells(connection, `SELECT count(*) FROM ${table} WHERE ${old}`);
      if (Number(counted![0]) === 0) continue;
      const result = await connection.run(`DELETE FROM ${table} WHERE ${where}`);
      deleted += Number(result.rowsChanged);
    }
    return deleted;
  });
}
