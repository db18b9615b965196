import { type Grouped, noTop, type TopCounts } from '../../contract';
import type { LabelledRequest } from '../requests';
import { readCells } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { labelIs, labelsAsOf, placeColumn } from './labels';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';

/** Labelled, scored predictions with the highest scores. Equal scores are taken in order of their ids. */
export async function countTop(
  engine: Engine,
  request: LabelledRequest & { positiveClass: string; k: number },
  signal?: AbortSignal,
): Promise<Grouped<TopCounts>[]> {
  const { selection, positiveClass, k, asOf, absence } = request;
  const keys = keysOf(engine, request);
  const columns = [
    ...keys.columns,
    placeColumn(engine, selection.model),
    plain('id'),
    plain('score'),
    plain('1 / sample_rate', 'weight'),
  ];
  const ranked = `SELECT ${prefix(keys.names)} weight, ${labelIs(engine, positiveClass)} AS positive,
      (truth.place IS NOT NULL AND score IS NOT NULL) AS counted,
      row_number() OVER (PARTITION BY ${prefix(keys.names)} counted ORDER BY score DESC, id) AS place_in_order
    FROM ${sourceOf(engine, selection, columns, ANSWERED)} AS served
      LEFT JOIN (${labelsAsOf(engine, selection, ANSWERED, asOf, undefined, absence)}) AS truth ON served.place = truth.place`;
  const top = `counted AND place_in_order <= ${Math.floor(k)}`;
  const sums = [top, `${top} AND positive`, 'counted', 'counted AND positive', 'true']
    .map((condition) => `coalesce(sum(weight) FILTER (${condition}), 0)::DOUBLE`)
    .join(', ');
  const rows = `count(*) FILTER (${top})::DOUBLE, count(*) FILTER (counted)::DOUBLE, count(*)::DOUBLE`;
  const sql = `SELECT ${prefix(keys.names)} ${sums}, ${rows} FROM (${ranked}) ${groupBy(keys.names)}`;

  const groups = new Groups(keys, noTop);
  for (const row of await engine.database.read((connection) => readCells(connection, sql), signal)) {
    const [atTop, topPositives, weight, positives, served, topRows, rows, servedRows] = row
      .slice(keys.names.length)
      .map(Number);
    Object.assign(groups.at(row), {
      top: atTop,
      topPositives,
      topRows,
      weight,
      positives,
      rows,
      servedRows,
      served,
    });
  }
  return groups.list();
}
