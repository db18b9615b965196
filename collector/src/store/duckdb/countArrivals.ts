import type { ArrivalCounts, Grouped } from '../../contract';
import type { LabelledRequest } from '../store';
import { readCells } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { labelsAsOf, placeColumn } from './labels';
import { exactQuantiles } from './exactQuantiles';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';
import { isSampled } from './weights';

/** How many answered predictions have a label by then, and how long their first one took. */
export async function countArrivals(
  engine: Engine,
  request: LabelledRequest & { quantiles: number[] },
  signal?: AbortSignal,
): Promise<Grouped<ArrivalCounts>[]> {
  const { selection, quantiles, asOf, absence } = request;
  const keys = keysOf(engine, request);
  const sampled = await isSampled(engine, selection);
  const columns = [...keys.columns, placeColumn(engine, selection.model), plain('1 / sample_rate', 'weight')];
  const from = sourceOf(engine, selection, columns, ANSWERED);
  const joined = `(SELECT served.*, (arrived - served_at) / 1000 AS lag
    FROM ${from} AS served LEFT JOIN (${labelsAsOf(engine, selection, ANSWERED, asOf, undefined, absence)}) AS truth ON served.place = truth.place)`;
  const sql = `SELECT ${prefix(keys.names)} sum(weight), sum(weight) FILTER (WHERE lag IS NOT NULL),
      count(*)::DOUBLE, count(lag)::DOUBLE
    FROM ${joined} ${groupBy(keys.names)}`;
  const groups = new Groups(keys, (): ArrivalCounts => ({
    served: 0,
    arrived: 0,
    rows: 0,
    arrivedRows: 0,
    lagQuantiles: quantiles.map(() => null),
  }));
  await engine.database.read(async (connection) => {
    for (const row of await readCells(connection, sql)) {
      const [served, arrived, rows, arrivedRows] = row.slice(keys.names.length).map(Number);
      Object.assign(groups.at(row), { served, arrived, rows, arrivedRows });
    }
    const lags = { from: joined, value: 'lag', weight: 'weight', sampled };
    for (const { row, values } of await exactQuantiles(connection, keys, lags, quantiles)) {
      groups.at(row).lagQuantiles = values;
    }
  }, signal);
  return groups.list();
}
