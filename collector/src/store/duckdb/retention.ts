import { readCells } from './database';
import type { Engine } from './engine';
import { time } from './quote';

/** Deletes the predictions of a model before a moment, with everything that refers to them. */
export async function deleteBefore(
  { database, layouts }: Engine,
  model: string,
  before: number,
): Promise<number> {
  const tables = layouts.of(model).map(({ table }) => table);
  if (tables.length === 0) return 0;
  const old = tables.map((table) => `SELECT id FROM ${table} WHERE ts < ${time(before)}`).join(' UNION ALL ');
  return database.transact(async (connection) => {
    const [counted] = await readCells(connection, `SELECT count(*) FROM (${old})`);
    const deleted = Number(counted![0]);
    if (deleted === 0) return 0;
    for (const table of ['labels', 'outcomes', 'feature_values', 'replay_scores']) {
      await connection.run(`DELETE FROM ${table} WHERE prediction IN (${old})`);
    }
    for (const table of tables) await connection.run(`DELETE FROM ${table} WHERE ts < ${time(before)}`);
    return deleted;
  });
}
