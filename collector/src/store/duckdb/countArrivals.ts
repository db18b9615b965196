import type { ArrivalCounts, Grouped } from '../../contract';
import type { LabelledRequest } from '../requests';
import { readStoredLabels, tallyLabels } from './aggregates';
import { readCells } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { labelsAsOf, placeColumn } from './labels';
import { exactQuantiles } from './exactQuantiles';
import { ANSWERED, groupBy, type Keys, keysOf, plain, prefix, sourceOf } from './source';
import { isSampled } from './weights';

/** How many answered predictions have a label by then, and how long their first one took. */
export async function countArrivals(
  engine: Engine,
  request: LabelledRequest & { quantiles: number[] },
  signal?: AbortSignal,
): Promise<Grouped<ArrivalCounts>[]> {
  const { quantiles } = request;
  const keys = keysOf(engine, request);
  const groups = new Groups(keys, (): ArrivalCounts => ({
    served: 0,
    arrived: 0,
    rows: 0,
    arrivedRows: 0,
    lagQuantiles: quantiles.map(() => null),
  }));
  // Exact quantiles are of rows: they do not add up.
  const asked = { ...request, raw: request.raw === true || quantiles.length > 0 };
  const answered = await readStoredLabels(engine, asked, signal);
  for (const { keys: group, weight, served, labelled } of tallyLabels(answered)) {
    const counts = groups.at(group);
    const rows = sumOf(served);
    const arrived = [...labelled.values()].reduce((sum, byActual) => sum + sumOf(byActual), 0);
    counts.served += rows * weight;
    counts.rows += rows;
    counts.arrived += arrived * weight;
    counts.arrivedRows += arrived;
  }
  for (const selection of answered.raw)
    await addRows(engine, { ...request, selection }, keys, groups, signal);
  return groups.list();
}

const sumOf = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

async function addRows(
  engine: Engine,
  request: LabelledRequest & { quantiles: number[] },
  keys: Keys,
  groups: Groups<ArrivalCounts>,
  signal?: AbortSignal,
): Promise<void> {
  const { selection, quantiles, asOf, absence } = request;
  const sampled = await isSampled(engine, selection);
  const columns = [...keys.columns, placeColumn(engine, selection.model), plain('1 / sample_rate', 'weight')];
  const from = sourceOf(engine, selection, columns, ANSWERED);
  const joined = `(SELECT served.*, (arrived - served_at) / 1000 AS lag
    FROM ${from} AS served LEFT JOIN (${labelsAsOf(engine, selection, ANSWERED, asOf, undefined, absence)}) AS truth ON served.place = truth.place)`;
  const sql = `SELECT ${prefix(keys.names)} sum(weight), sum(weight) FILTER (WHERE lag IS NOT NULL),
      count(*)::DOUBLE, count(lag)::DOUBLE
    FROM ${joined} ${groupBy(keys.names)}`;
  await engine.database.read(async (connection) => {
    for (const row of await readCells(connection, sql)) {
      const counts = groups.at(row);
      const [served, arrived, rows, arrivedRows] = row.slice(keys.names.length).map(Number);
      counts.served += served!;
      counts.arrived += arrived!;
      counts.rows += rows!;
      counts.arrivedRows += arrivedRows!;
    }
    const lags = { from: joined, value: 'lag', weight: 'weight', sampled };
    for (const { row, values } of await exactQuantiles(connection, keys, lags, quantiles)) {
      groups.at(row).lagQuantiles = values;
    }
  }, signal);
}
