import type { Grouped, IntervalCounts } from '../../contract';
import type { LabelledRequest } from '../requests';
import { readCells } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { labelsAsOf, placeColumn } from './labels';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';

/** Predictions that came with an interval, and whether their label lies in it. */
export async function countCovered(
  engine: Engine,
  request: LabelledRequest,
  signal?: AbortSignal,
): Promise<Grouped<IntervalCounts>[]> {
  const { selection, asOf } = request;
  const keys = keysOf(engine, request);
  const end = (name: string) => plain(`TRY_CAST(extra ->> '$.interval.${name}' AS DOUBLE)`, `${name}_end`);
  const columns = [
    ...keys.columns,
    placeColumn(engine, selection.model),
    plain('1 / sample_rate', 'weight'),
    end('lower'),
    end('upper'),
  ];
  const isLabelled = 'value IS NOT NULL';
  const sums = [
    'weight',
    ...[isLabelled, `${isLabelled} AND value < lower_end`, `${isLabelled} AND value > upper_end`].map(
      (condition) => `CASE WHEN ${condition} THEN weight ELSE 0 END`,
    ),
    `CASE WHEN ${isLabelled} THEN weight * (upper_end - lower_end) ELSE 0 END`,
  ].map((expression) => `coalesce(sum(${expression}), 0)::DOUBLE`);
  const sql = `SELECT ${prefix(keys.names)} ${sums.join(', ')}, count(*) FILTER (${isLabelled})::DOUBLE, count(*)::DOUBLE
    FROM ${sourceOf(engine, selection, columns, `${ANSWERED} AND extra IS NOT NULL`)} AS served
      LEFT JOIN (${labelsAsOf(engine, selection, ANSWERED, asOf, 'value')}) AS truth ON served.place = truth.place
    WHERE lower_end <= upper_end ${groupBy(keys.names)}`;
  const groups = new Groups(keys, (): IntervalCounts => ({ ...NONE }));
  for (const row of await engine.database.read((connection) => readCells(connection, sql), signal)) {
    const [served, weight, below, above, width, rows, servedRows] = row.slice(keys.names.length).map(Number);
    // Without a group to be of, an aggregate of nothing is a row of zeros.
    if (servedRows === 0) continue;
    Object.assign(groups.at(row), { served, weight, below, above, width, rows, servedRows });
  }
  return groups.list();
}

const NONE: IntervalCounts = { served: 0, weight: 0, below: 0, above: 0, width: 0, rows: 0, servedRows: 0 };
