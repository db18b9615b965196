import { forgetBefore } from './aggregates';
import { readCells } from './database';
import type { Engine } from './engine';
import { time } from './quote';

/** Deletes the predictions of a model before a moment, with everything that refers to them. */
export async function deleteBefore(engine: Engine, model: string, before: number): Promise<number> {
  const { database, layouts } = engine;
  const tables = layouts.of(model).map(({ table }) => table);
  if (tables.length === 0) return 0;
  const ofOld = (column: string): string =>
    tables.map((table) => `SELECT ${column} FROM ${table} WHERE ts < ${time(before)}`).join(' UNION ALL ');
  return database.transact(async (connection) => {
    const [counted] = await readCells(connection, `SELECT count(*) FROM (${ofOld('id')})`);
    const deleted = Number(counted![0]);
    if (deleted === 0) return 0;
    for (const table of ['replay_scores', 'explanations']) {
      await connection.run(`DELETE FROM ${table} WHERE prediction IN (${ofOld('number')})`);
    }
    for (const table of ['labels', 'outcomes', 'feature_values']) {
      await connection.run(`DELETE FROM ${table} WHERE prediction IN (${ofOld('id')})`);
    }
    for (const table of tables) await connection.run(`DELETE FROM ${table} WHERE ts < ${time(before)}`);
    await forgetBefore(engine, connection, model, before);
    return deleted;
  });
}
