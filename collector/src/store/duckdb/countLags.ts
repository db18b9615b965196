import type { Grouped, LagCounts } from '../../contract';
import type { LabelledRequest } from '../requests';
import type { Engine } from './engine';
import { Groups } from './groups';
import { labelsAsOf, placeColumn } from './labels';
import { time } from './quote';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';
import { streamRows } from './streamRows';

/** Durations on their way: arrays that grow. */
interface Tally {
  seconds: number[];
  arrived: number[];
  waiting: number[];
  rows: number;
  arrivedRows: number;
  served: number;
}

/** Distinct durations until the first label, and since the predictions that wait: what a survival curve is made of. */
export async function countLags(
  engine: Engine,
  request: LabelledRequest & { waitedUntil: number },
  signal?: AbortSignal,
): Promise<Grouped<LagCounts>[]> {
  const { selection, asOf, waitedUntil, absence } = request;
  const keys = keysOf(engine, request);
  const columns = [
    ...keys.columns,
    placeColumn(engine, selection.model),
    plain('ts'),
    plain('1 / sample_rate', 'weight'),
  ];
  const duration = `greatest(coalesce(arrived, ${time(waitedUntil)}) - ts, 0) / 1000`;
  const sql = `SELECT ${prefix(keys.names)} ${duration} AS seconds,
      coalesce(sum(weight) FILTER (arrived IS NOT NULL), 0)::DOUBLE,
      coalesce(sum(weight) FILTER (arrived IS NULL), 0)::DOUBLE, count(*)::DOUBLE, count(arrived)::DOUBLE
    FROM ${sourceOf(engine, selection, columns, ANSWERED)} AS served
      LEFT JOIN (${labelsAsOf(engine, selection, ANSWERED, asOf, undefined, absence)}) AS truth ON served.place = truth.place
    ${groupBy([...keys.names, 'seconds'])} ORDER BY seconds`;
  const groups = new Groups(keys, (): Tally => ({
    seconds: [],
    arrived: [],
    waiting: [],
    rows: 0,
    arrivedRows: 0,
    served: 0,
  }));
  for await (const row of streamRows(engine.database, sql, signal)) {
    const [seconds, arrived, waiting, rows, arrivedRows] = row.slice(keys.names.length).map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const tally = groups.at(row);
    tally.seconds.push(seconds);
    tally.arrived.push(arrived);
    tally.waiting.push(waiting);
    tally.rows += rows;
    tally.arrivedRows += arrivedRows;
    tally.served += arrived + waiting;
  }
  return groups.list().map(({ value, ...group }) => ({
    ...group,
    value: {
      ...value,
      seconds: Float64Array.from(value.seconds),
      arrived: Float64Array.from(value.arrived),
      waiting: Float64Array.from(value.waiting),
    },
  }));
}
