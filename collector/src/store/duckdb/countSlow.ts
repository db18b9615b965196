import type { EventCounts, Grouped } from '../../contract';
import type { AggregateRequest } from '../requests';
import { readCells } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';

/** Answered predictions that logged a latency, and those of them that took longer than a bound. */
export async function countSlow(
  engine: Engine,
  request: AggregateRequest & { boundMs: number },
  signal?: AbortSignal,
): Promise<Grouped<EventCounts>[]> {
  const keys = keysOf(engine, request);
  const columns = [
    ...keys.columns,
    plain('1 / sample_rate', 'weight'),
    plain(`latency > ${Number(request.boundMs)}::DOUBLE`, 'slow'),
  ];
  const from = sourceOf(engine, request.selection, columns, `${ANSWERED} AND latency IS NOT NULL`);
  const sql = `SELECT ${prefix(keys.names)} coalesce(sum(weight) FILTER (slow), 0)::DOUBLE,
      coalesce(sum(weight), 0)::DOUBLE, count(*) FILTER (slow)::DOUBLE, count(*)::DOUBLE
    FROM ${from} ${groupBy(keys.names)}`;
  const groups = new Groups(keys, (): EventCounts => ({ bad: 0, all: 0, badRows: 0, rows: 0 }));
  for (const row of await engine.database.read((connection) => readCells(connection, sql), signal)) {
    const [bad, all, badRows, rows] = row.slice(keys.names.length).map(Number);
    Object.assign(groups.at(row), { bad, all, badRows, rows });
  }
  return groups.list();
}
