import type { Grouped, PunctualityCounts } from '../../contract';
import type { AggregateRequest } from '../requests';
import { readCells } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { time } from './quote';
import { groupBy, keysOf, plain, prefix, sourceOf } from './source';

/** Predictions that came late, and those that came after a later one of the selection. Received together is in order. */
export async function countPunctuality(
  engine: Engine,
  request: AggregateRequest & { lateMs: number },
  signal?: AbortSignal,
): Promise<Grouped<PunctualityCounts>[]> {
  const keys = keysOf(engine, request);
  const columns = [
    ...keys.columns,
    plain('1 / sample_rate', 'weight'),
    plain(`received - ts > ${time(request.lateMs)}`, 'late'),
    plain('ts'),
    plain('received'),
  ];
  const ordered = `(SELECT *, coalesce(ts < max(ts) OVER (ORDER BY received
      RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS disordered
    FROM ${sourceOf(engine, request.selection, columns)})`;
  const sql = `SELECT ${prefix(keys.names)} coalesce(sum(weight) FILTER (late), 0)::DOUBLE,
      coalesce(sum(weight) FILTER (disordered), 0)::DOUBLE, coalesce(sum(weight), 0)::DOUBLE, count(*)::DOUBLE
    FROM ${ordered} ${groupBy(keys.names)}`;
  const groups = new Groups(keys, (): PunctualityCounts => ({ late: 0, outOfOrder: 0, served: 0, rows: 0 }));
  for (const row of await engine.database.read((connection) => readCells(connection, sql), signal)) {
    const [late, outOfOrder, served, rows] = row.slice(keys.names.length).map(Number);
    Object.assign(groups.at(row), { late, outOfOrder, served, rows });
  }
  return groups.list();
}
