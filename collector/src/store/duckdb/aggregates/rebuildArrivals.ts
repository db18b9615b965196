import { readCells } from '../database';
import type { Engine } from '../engine';
import { findBlueprint } from './blueprint';
import { appendDeltas, type Deltas, deltasOfArrivals } from './deltas';
import { DELTA_TABLES } from './tables';

/**
 * Adds up anew what the labels of days changed that were left alone since; returns how many days. What takes long is
 * read beside the events that come in: labels that come meanwhile mark their day again.
 */
export async function rebuildArrivals(engine: Engine, quietSince: number): Promise<number> {
  const { deletions } = engine.aggregates;
  const connection = await engine.database.connect();
  try {
    await connection.run('BEGIN TRANSACTION');
    const due = await readCells(
      connection,
      `SELECT day, max(mark) FROM aggregate_label_marks GROUP BY day HAVING max(made) <= ${quietSince}`,
    );
    if (due.length === 0) return 0;
    const list = due.map(([day]) => Number(day)).join(', ');
    const lastMark = due.reduce((last, [, mark]) => Math.max(last, Number(mark)), 0);
    const deltas: Deltas[] = [];
    for (const model of engine.layouts.models()) {
      const blueprint = await findBlueprint(engine.database, model);
      if (blueprint === null) continue;
      deltas.push(await deltasOfArrivals(engine, connection, model, blueprint, list));
    }
    await engine.database.transact(async (writer) => {
      // Rows were deleted since: what was added up may be of them. The days are still due.
      if (engine.aggregates.deletions !== deletions) return;
      for (const table of DELTA_TABLES) await writer.run(`DELETE FROM ${table} WHERE arrival IN (${list})`);
      for (const one of deltas) await appendDeltas(writer, one);
      await writer.run(`DELETE FROM aggregate_label_marks WHERE day IN (${list}) AND mark <= ${lastMark}`);
    });
    return due.length;
  } finally {
    connection.closeSync();
  }
}
