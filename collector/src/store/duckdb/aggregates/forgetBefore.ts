import type { DuckDBConnection } from '@duckdb/node-api';
import { readCells } from '../database';
import type { Engine } from '../engine';
import { text } from '../quote';
import { selectBlueprint } from './blueprint';
import { markHours } from './marks';
import { DELTA_TABLES, HOUR_MS, HOURS_OF_DAY } from './tables';

/** Deletes what was counted of rows before a moment, in the transaction that deletes the rows. */
export async function forgetBefore(
  engine: Engine,
  connection: DuckDBConnection,
  model: string,
  before: number,
): Promise<void> {
  // Also when the transaction fails: a build that must be done again does no harm.
  engine.aggregates.deletions += 1;
  const [found] = await readCells(connection, selectBlueprint(model));
  if (!found) return;
  const number = Number(found[0]);
  const hour = Math.ceil(before / HOUR_MS);
  const cut = Math.floor(before / HOUR_MS);
  for (const table of ['aggregate_hours', 'aggregate_cells', ...DELTA_TABLES]) {
    await connection.run(`DELETE FROM ${table} WHERE model = ${number} AND hour < ${hour}`);
  }
  await connection.run(`DELETE FROM aggregate_marks WHERE model = ${text(model)} AND hour < ${hour}`);
  const day = Math.ceil(before / HOUR_MS / HOURS_OF_DAY);
  await connection.run(`DELETE FROM aggregate_days WHERE model = ${number} AND day < ${day}`);
  await connection.run(`DELETE FROM aggregate_day_cells WHERE model = ${number} AND day < ${day}`);
  // What is left of the hour in which the moment lies, is counted anew.
  if (cut < hour) await markHours(engine, connection, [{ model, hour: cut }]);
}
