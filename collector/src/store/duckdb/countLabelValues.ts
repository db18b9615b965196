import type { DistinctValues, Grouped } from '../../contract';
import type { LabelledRequest } from '../requests';
import type { Engine } from './engine';
import { Groups } from './groups';
import { labelsAsOf, placeColumn } from './labels';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';
import { streamRows } from './streamRows';

/** How often each label of a scored prediction occurs, where labels are numbers; ascending. */
export async function countLabelValues(
  engine: Engine,
  request: LabelledRequest,
  signal?: AbortSignal,
): Promise<Grouped<DistinctValues>[]> {
  const { selection, asOf } = request;
  const keys = keysOf(engine, request);
  const columns = [
    ...keys.columns,
    placeColumn(engine, selection.model),
    plain('score'),
    plain('1 / sample_rate', 'weight'),
  ];
  const sql = `SELECT ${prefix(keys.names)} value, sum(weight)::DOUBLE, count(*)::DOUBLE
    FROM ${sourceOf(engine, selection, columns, ANSWERED)} AS served
      JOIN (${labelsAsOf(engine, selection, ANSWERED, asOf, 'value')}) AS truth ON served.place = truth.place
    WHERE score IS NOT NULL AND value IS NOT NULL ${groupBy([...keys.names, 'value'])} ORDER BY value`;
  const groups = new Groups(keys, () => ({ values: [] as number[], weights: [] as number[], rows: 0 }));
  for await (const row of streamRows(engine.database, sql, signal)) {
    const [value, weight, rows] = row.slice(keys.names.length).map(Number);
    const group = groups.at(row);
    group.values.push(value!);
    group.weights.push(weight!);
    group.rows += rows!;
  }
  return groups.list().map(({ value, ...place }) => ({
    ...place,
    value: {
      values: Float64Array.from(value.values),
      weights: Float64Array.from(value.weights),
      rows: value.rows,
    },
  }));
}
