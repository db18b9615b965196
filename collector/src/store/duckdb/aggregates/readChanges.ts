import type { DuckDBConnection } from '@duckdb/node-api';
import type { AggregateRequest } from '../../store';
import { type Cell, readCells } from '../database';
import type { Engine } from '../engine';
import { keysOf, plain } from '../source';
import type { Run } from './cutRange';
import { changesSql } from './deltas';
import { bucketOf, type CellRequest, codeOfValue, isCommon } from './eligibility';
import { type Scene, within } from './readStored';
import { HOUR_MS, HOURS_OF_DAY } from './tables';

/** So many more rows of a group have a predicted and an actual class, by their codes. */
export interface StoredChange {
  keys: Cell[];
  predicted: number;
  actual: number;
  rows: number;
  /** What each row stands for. */
  weight: number;
}

const weightOf = (rate: number): number => (rate > 0 ? 1 / rate : 1);

/**
 * Labels of the predictions of whole clean hours: from deltas where nothing has changed in the hour of their arrival
 * since it was counted and all of it is to be seen, from the labels themselves where not.
 */
export async function readChanges(
  engine: Engine,
  connection: DuckDBConnection,
  request: AggregateRequest,
  asked: CellRequest,
  scene: Scene,
  asOf: number,
): Promise<StoredChange[]> {
  if (scene.series.size === 0) return [];
  const marked = await readCells(connection, 'SELECT DISTINCT hour FROM aggregate_label_marks');
  const lastHour = Math.floor(asOf / HOUR_MS);
  const uncounted = marked.map(([hour]) => Number(hour)).filter((hour) => hour < lastHour);
  const runs: Run[] = [
    ...scene.cut.hours,
    ...scene.cut.days.map(({ from, to }) => ({ from: from * HOURS_OF_DAY, to: to * HOURS_OF_DAY })),
  ];
  const counted = await readDeltas(connection, request, asked, scene, runs, lastHour, uncounted);
  // The hour in which the moment lies is cut by it; of Infinity there is none.
  const cut = Number.isFinite(asOf) ? [`(ts >= ${lastHour * HOUR_MS} AND ts <= ${Math.floor(asOf)})`] : [];
  const whole = uncounted.map((hour) => `(ts >= ${hour * HOUR_MS} AND ts < ${(hour + 1) * HOUR_MS})`);
  const arrivals = `(${[...whole, ...cut].join(' OR ') || 'false'})`;
  const some = await readCells(connection, `SELECT 1 FROM labels WHERE ${arrivals} LIMIT 1`);
  if (some.length === 0) return counted;
  const selections = runs.map(({ from, to }) => ({
    ...request.selection,
    from: from * HOUR_MS,
    to: to * HOUR_MS,
  }));
  const keys = keysOf(engine, request);
  const columns = [...keys.columns, plain('sample_rate', 'rate')];
  const rows = await readCells(
    connection,
    changesSql(engine, selections, columns, 'true', arrivals, 'labels'),
  );
  return [...counted, ...rows.map((row) => changeOfLabels(row, keys.names.length))];
}

function changeOfLabels(row: Cell[], keys: number): StoredChange {
  const [rate, , predicted, actual, rows] = row.slice(keys).map(Number);
  return {
    keys: row.slice(0, keys),
    predicted: predicted!,
    actual: actual!,
    rows: rows!,
    weight: weightOf(rate!),
  };
}

async function readDeltas(
  connection: DuckDBConnection,
  { groupBy }: AggregateRequest,
  { bucketHours, valueCondition }: CellRequest,
  { blueprint, segment, series }: Scene,
  runs: readonly Run[],
  lastHour: number,
  uncounted: readonly number[],
): Promise<StoredChange[]> {
  const withValue = groupBy.some((dimension) => !isCommon(dimension));
  const keys = ['series', 'predicted', 'actual', ...(withValue ? ['value'] : [])];
  const bucket = bucketHours === null ? [] : [`${bucketOf('hour', bucketHours)} AS bucket`];
  const groups = [...keys, ...bucket.map(() => 'bucket')].join(', ');
  const rows = await readCells(
    connection,
    `SELECT ${[...keys, ...bucket].join(', ')}, sum(delta)::DOUBLE FROM aggregate_deltas
      WHERE model = ${blueprint.model} AND segment = ${segment} AND series IN (${[...series.keys()].join(', ')})
        AND ${valueCondition} AND ${within('hour', runs)}
        AND ${lastHour === Infinity ? 'true' : `arrival < ${lastHour}`}
        AND ${uncounted.length === 0 ? 'true' : `arrival NOT IN (${uncounted.join(', ')})`}
      GROUP BY ${groups}`,
  );
  return rows.map((row) => {
    const [number, predicted, actual] = row.map(Number) as [number, number, number];
    const of = series.get(number)!;
    const start = bucketHours === null ? [] : [Number(row[keys.length]) * HOUR_MS];
    return {
      keys: [
        ...start,
        ...groupBy.map((dimension) => codeOfValue(isCommon(dimension) ? of[dimension] : Number(row[3]))),
      ],
      predicted,
      actual,
      rows: Number(row.at(-1)),
      weight: weightOf(of.rate),
    };
  });
}
