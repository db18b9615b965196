import type { DuckDBConnection } from '@duckdb/node-api';
import type { AggregateRequest } from '../../requests';
import { type Cell, readCells } from '../database';
import type { Engine } from '../engine';
import { keysOf, plain, type SourceColumn } from '../source';
import { cutArrivals } from './cutArrivals';
import type { Run } from './cutRange';
import { changesSql } from './deltas';
import { bucketOf, type CellRequest, codeOfValue, isCommon } from './eligibility';
import { type Scene, within } from './readStored';
import type { Series } from './series';
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

export const weightOf = (rate: number): number => (rate > 0 ? 1 / rate : 1);

/**
 * Labels of the predictions of whole clean hours: from deltas where nothing has changed on the day of their arrival
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
  const { counted, labels } = await cutArrivals(connection, asOf);
  const stored = await readDeltas(connection, request, asked, scene, counted);
  if (labels === null) return stored;
  const rows = await readLabelChanges(engine, connection, request, scene, labels, []);
  return [
    ...stored,
    ...rows.map(({ keys, rate, cells }): StoredChange => {
      const [, predicted, actual, changed] = cells.map(Number);
      return { keys, predicted: predicted!, actual: actual!, rows: changed!, weight: weightOf(rate) };
    }),
  ];
}

/** The hours that are read from cells. */
export function runsOf({ cut }: Scene): Run[] {
  const days = cut.days.map(({ from, to }) => ({ from: from * HOURS_OF_DAY, to: to * HOURS_OF_DAY }));
  return [...cut.hours, ...days];
}

/** What labels that pass a condition changed: after the keys and the rate the columns, then arrival, classes, change. */
export async function readLabelChanges(
  engine: Engine,
  connection: DuckDBConnection,
  request: AggregateRequest,
  scene: Scene,
  labels: string,
  more: readonly SourceColumn[],
): Promise<{ keys: Cell[]; rate: number; cells: Cell[] }[]> {
  const selections = runsOf(scene).map(({ from, to }) => ({
    ...request.selection,
    from: from * HOUR_MS,
    to: to * HOUR_MS,
  }));
  const keys = keysOf(engine, request);
  const columns = [...keys.columns, plain('sample_rate', 'rate'), ...more];
  const sql = changesSql(engine, selections, columns, 'true', labels, 'labels');
  const first = keys.names.length;
  return (await readCells(connection, sql)).map((row) => ({
    keys: row.slice(0, first),
    rate: Number(row[first]),
    cells: row.slice(first + 1),
  }));
}

/** Keys of a group, as rows of a statement over raw rows begin. */
export function groupKeys(
  groupBy: readonly string[],
  bucketHour: number | null,
  of: Series,
  value: number | null,
): Cell[] {
  return [
    ...(bucketHour === null ? [] : [bucketHour * HOUR_MS]),
    ...groupBy.map((dimension) => codeOfValue(isCommon(dimension) ? of[dimension] : value!)),
  ];
}

async function readDeltas(
  connection: DuckDBConnection,
  { groupBy }: AggregateRequest,
  { bucketHours, valueCondition }: CellRequest,
  scene: Scene,
  counted: string,
): Promise<StoredChange[]> {
  const { blueprint, segment, series } = scene;
  const withValue = groupBy.some((dimension) => !isCommon(dimension));
  const keys = ['series', 'predicted', 'actual', ...(withValue ? ['value'] : [])];
  const bucket = bucketHours === null ? [] : [`${bucketOf('hour', bucketHours)} AS bucket`];
  const groups = [...keys, ...bucket.map(() => 'bucket')].join(', ');
  const rows = await readCells(
    connection,
    `SELECT ${[...keys, ...bucket].join(', ')}, sum(delta)::DOUBLE FROM aggregate_deltas
      WHERE model = ${blueprint.model} AND segment = ${segment} AND series IN (${[...series.keys()].join(', ')})
        AND ${valueCondition} AND ${within('hour', runsOf(scene))} AND ${counted}
      GROUP BY ${groups}`,
  );
  return rows.map((row) => {
    const [number, predicted, actual] = row.map(Number) as [number, number, number];
    const of = series.get(number)!;
    const start = bucketHours === null ? null : Number(row[keys.length]);
    return {
      keys: groupKeys(groupBy, start, of, withValue ? Number(row[3]) : null),
      predicted,
      actual,
      rows: Number(row.at(-1)),
      weight: weightOf(of.rate),
    };
  });
}
