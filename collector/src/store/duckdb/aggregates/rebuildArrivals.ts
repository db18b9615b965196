import { readCells } from '../database';
import type { Engine } from '../engine';
import { findBlueprint } from './blueprint';
import { appendDeltas, type Deltas, deltasOfArrivals } from './deltas';

/**
 * Adds up anew what the labels of hours changed that were left alone since; returns how many hours. What takes long is
 * read beside the events that come in: labels that come meanwhile mark their hour again.
 */
export async function rebuildArrivals(engine: Engine, quietSince: number): Promise<number> {
  const { deletions } = engine.aggregates;
  const connection = await engine.database.connect();
  try {
    await connection.run('BEGIN TRANSACTION');
    const due = await readCells(
      connection,
      `SELECT hour, max(mark) FROM aggregate_label_marks GROUP BY hour HAVING max(made) <= ${quietSince}`,
    );
    if (due.length === 0) return 0;
    const list = due.map(([hour]) => Number(hour)).join(', ');
    const lastMark = due.reduce((last, [, mark]) => Math.max(last, Number(mark)), 0);
    const deltas: Deltas = [];
    for (const model of engine.layouts.models()) {
      const blueprint = await findBlueprint(engine.database, model);
      if (blueprint === null) continue;
      deltas.push(...(await deltasOfArrivals(engine, connection, model, blueprint, list)));
    }
    await engine.database.transact(async (writer) => {
      // Rows were deleted since: what was added up may be of them. The hours are still due.
      if (engine.aggregates.deletions !== deletions) return;
      await writer.run(`DELETE FROM aggregate_deltas WHERE arrival IN (${list})`);
      await appendDeltas(writer, deltas);
      await writer.run(`DELETE FROM aggregate_label_marks WHERE hour IN (${list}) AND mark <= ${lastMark}`);
    });
    return due.length;
  } finally {
    connection.closeSync();
  }
}
