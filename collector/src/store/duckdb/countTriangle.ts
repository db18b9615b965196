import type { ArrivalTriangle, Grouped } from '../../contract';
import type { LabelledRequest } from '../requests';
import { readCells } from './database';
import type { Engine } from './engine';
import { labelsAsOf, placeColumn } from './labels';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';

const DAY_MS = 86_400_000;

/** Answered predictions by day and label age in whole days, within each group. */
export async function countTriangle(
  engine: Engine,
  request: LabelledRequest,
  signal?: AbortSignal,
): Promise<Grouped<ArrivalTriangle>[]> {
  const { selection, asOf, absence } = request;
  const keys = keysOf(engine, { ...request, bucketMs: DAY_MS });
  const columns = [
    ...keys.columns,
    placeColumn(engine, selection.model),
    plain('ts'),
    plain('1 / sample_rate', 'weight'),
  ];
  const sql = `SELECT ${prefix(keys.names)} CASE WHEN arrived IS NOT NULL THEN greatest(arrived - ts, 0) // ${DAY_MS} END AS age,
      sum(weight)::DOUBLE, count(*)::DOUBLE
    FROM ${sourceOf(engine, selection, columns, ANSWERED)} AS served
      LEFT JOIN (${labelsAsOf(engine, selection, ANSWERED, asOf, undefined, absence)}) AS truth ON served.place = truth.place
    ${groupBy([...keys.names, 'age'])} ORDER BY ${keys.names.join(', ')}, age`;
  const groups = new Map<string, Grouped<ArrivalTriangle>>();
  for (const row of await engine.database.read((connection) => readCells(connection, sql), signal)) {
    const { bucket, labels } = keys.read(row);
    const [age, weight, rows] = row.slice(keys.names.length);
    const key = JSON.stringify(labels);
    const group = groups.get(key) ?? { bucket: null, labels, value: { days: [] } };
    groups.set(key, group);
    let day = group.value.days.at(-1);
    if (day?.day !== bucket!) {
      day = { day: bucket!, served: 0, rows: 0, arrivedByAge: [] };
      group.value.days.push(day);
    }
    day.served += Number(weight);
    day.rows += Number(rows);
    if (age === null) continue;
    while (day.arrivedByAge.length < Number(age)) day.arrivedByAge.push(0);
    day.arrivedByAge[Number(age)] = Number(weight);
  }
  if (groups.size === 0 && request.groupBy.length === 0) {
    return [{ bucket: null, labels: {}, value: { days: [] } }];
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
