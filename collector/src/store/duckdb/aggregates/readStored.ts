import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnProfile } from '../../../contract';
import type { AggregateRequest, Selection } from '../../requests';
import { type Cell, readCells } from '../database';
import type { Engine } from '../engine';
import { text } from '../quote';
import {
  type Blueprint,
  type CLASSES,
  keyOf,
  LATENCIES,
  readBlueprint,
  selectBlueprint,
  SERVING,
} from './blueprint';
import { CELL_TABLES, type CellTable, readStoredCells } from './cells';
import { groupKeys, readChanges, type StoredChange, weightOf } from './readChanges';
import { readScores, type StoredScores } from './readScores';
import { cutRange, type CutRange, type Run } from './cutRange';
import { type CellRequest, cellRequestOf, isCommon } from './eligibility';
import { addPacked, type CountsByColumn } from './packCounts';
import { readSeries, type Series } from './series';
import { ALL_ROWS, HOURS_OF_DAY } from './tables';

export type BuiltIn = typeof SERVING | typeof CLASSES | typeof LATENCIES;

/** What is asked of the cells: which counted columns there must be. */
export interface Wanted {
  /** By name, as in a request; null asks for none. */
  columns: Record<string, ColumnProfile>;
  builtIn: readonly BuiltIn[];
  /** Labels that arrived up to then (inclusive). */
  labelsAsOf?: number;
  /** Of those labels: by score instead of by class. */
  byScore?: boolean;
}

/** Counts of one counted column (a built-in one by its number) in one group of one sample rate. */
export interface StoredCounts {
  /** Keys of the group, as rows of a statement over raw rows begin. */
  keys: Cell[];
  column: string | BuiltIn;
  counts: Float64Array;
  /** Sum of the costs, with the counts of `SERVING`. */
  cost: number;
  /** What each row stands for. */
  weight: number;
}

export interface Answered {
  stored: StoredCounts[];
  /** Labels of the rows that the cells answer for, where they were asked for. */
  changes: StoredChange[];
  scores?: StoredScores;
  /** What is left to be read from rows. */
  raw: Selection[];
}

/** What the cells know of a request, and which parts of its range must be read from rows. */
export async function readStored(
  engine: Engine,
  request: AggregateRequest,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<Answered> {
  const { selection } = request;
  const asked = cellRequestOf(engine, request);
  const allRaw: Answered = { stored: [], changes: [], raw: [selection] };
  // Scores are counted of all rows, not by the values of segments.
  if (asked === null || (wanted.byScore === true && asked.segment !== null)) return allRaw;
  return engine.database.read(async (connection) => {
    // State and counts of one moment.
    await connection.run('BEGIN TRANSACTION');
    try {
      const scene = await openScene(connection, selection, asked, wanted);
      if (scene === null) return allRaw;
      const stored = await readCounts(connection, request, asked, scene);
      const raw = scene.cut.raw.map((range) => ({ ...selection, ...range }));
      if (wanted.labelsAsOf === undefined) return { stored, changes: [], raw };
      const labelled = [engine, connection, request, asked, scene, wanted.labelsAsOf] as const;
      if (wanted.byScore) return { stored, changes: [], scores: await readScores(...labelled), raw };
      return { stored, changes: await readChanges(...labelled), raw };
    } finally {
      await connection.run('COMMIT').catch(() => connection.run('ROLLBACK').catch(() => undefined));
    }
  }, signal);
}

/** What holds for one request at one moment. */
export interface Scene {
  blueprint: Blueprint;
  cut: CutRange;
  /** Number of the segment whose cells are read. */
  segment: number;
  series: Map<number, Series>;
  /** Counted columns by number, as the request calls them. */
  names: Map<number, StoredCounts['column']>;
}

/** Null where the cells cannot answer. */
export async function openScene(
  connection: DuckDBConnection,
  selection: Selection,
  asked: CellRequest,
  { columns, builtIn }: Wanted,
): Promise<Scene | null> {
  const [found] = await readCells(connection, selectBlueprint(selection.model));
  if (!found) return null;
  const blueprint = readBlueprint(found);
  const segment =
    asked.segment === null ? null : blueprint.segments.find(({ name }) => name === asked.segment);
  if (segment === undefined) return null;
  const byKey = new Map(blueprint.columns.map((column) => [keyOf(column.name, column.profile), column]));
  const counted = Object.entries(columns).map(([name, profile]) => byKey.get(keyOf(name, profile)));
  if (!counted.every((column) => column !== undefined)) return null;
  const latenciesSince = builtIn.includes(LATENCIES) ? blueprint.latenciesSince : 1;
  if (latenciesSince === undefined) return null;
  const edition = Math.max(latenciesSince, segment?.since ?? 1, ...counted.map(({ since }) => since));
  const { model } = blueprint;
  const unclean = await readCells(
    connection,
    `SELECT hour FROM aggregate_marks WHERE model = ${text(selection.model)}
      UNION SELECT hour FROM aggregate_hours WHERE model = ${model} AND edition < ${edition}`,
  );
  const usesDays = asked.bucketHours === null || asked.bucketHours % HOURS_OF_DAY === 0;
  const days = usesDays
    ? await readCells(
        connection,
        `SELECT day FROM aggregate_days WHERE model = ${model} AND edition >= ${edition}`,
      )
    : [];
  const cut = cutRange(
    selection,
    unclean.map(([hour]) => Number(hour)),
    days.map(([day]) => Number(day)),
  );
  if (cut.hours.length + cut.days.length === 0) return null;
  const series = (await readSeries(connection, model)).filter((one) => asked.passes(one));
  return {
    blueprint,
    cut,
    segment: segment?.number ?? ALL_ROWS,
    series: new Map(series.map((one) => [one.number, one])),
    names: new Map<number, StoredCounts['column']>([
      ...builtIn.map((number) => [number, number] as const),
      ...counted.map(({ number, name }) => [number, name] as const),
    ]),
  };
}

async function readCounts(
  connection: DuckDBConnection,
  { groupBy }: AggregateRequest,
  asked: CellRequest,
  scene: Scene,
): Promise<StoredCounts[]> {
  const { blueprint, cut, segment, series, names } = scene;
  if (series.size === 0) return [];
  const { bucketHours } = asked;
  const withValue = groupBy.some((dimension) => !isCommon(dimension));
  const condition = [
    `model = ${blueprint.model}`,
    `segment = ${segment}`,
    `series IN (${[...series.keys()].join(', ')})`,
    asked.valueCondition,
  ].join(' AND ');
  const isWanted = (column: number): boolean => names.has(column);
  const sums = new Map<string, Summed>();
  const addUp = async (table: CellTable, runs: readonly Run[], hoursEach: number): Promise<void> => {
    if (runs.length === 0) return;
    const inRuns = `${condition} AND ${within(table.time, runs)}`;
    for (const cell of await readStoredCells(connection, table, inRuns)) {
      const bucket =
        bucketHours === null ? null : Math.floor((cell.time * hoursEach) / bucketHours) * bucketHours;
      const value = withValue ? cell.value : null;
      const key = `${bucket} ${value} ${cell.series}`;
      let sum = sums.get(key);
      if (!sum) sums.set(key, (sum = { bucket, value, series: cell.series, cost: 0, counts: new Map() }));
      sum.cost += cell.cost;
      addPacked(sum.counts, cell.counts, isWanted);
    }
  };
  await addUp(CELL_TABLES.hours, cut.hours, 1);
  await addUp(CELL_TABLES.days, cut.days, HOURS_OF_DAY);
  return [...sums.values()].flatMap(({ bucket, value, series: number, cost, counts }) => {
    const of = series.get(number)!;
    const keys = groupKeys(groupBy, bucket, of, value);
    const weight = weightOf(of.rate);
    return [...counts].map(([column, values]) => ({
      keys,
      column: names.get(column)!,
      counts: values,
      cost: column === SERVING ? cost : 0,
      weight,
    }));
  });
}

/** Cells of one group and series, added up. */
interface Summed {
  bucket: number | null;
  value: number | null;
  series: number;
  cost: number;
  counts: CountsByColumn;
}

/** Runs may be open at their ends. */
export const within = (column: string, runs: readonly Run[]): string =>
  `(${runs
    .map(({ from, to }) =>
      [
        ...(from === -Infinity ? [] : [`${column} >= ${from}`]),
        ...(to === Infinity ? [] : [`${column} < ${to}`]),
        'true',
      ].join(' AND '),
    )
    .join(' OR ')})`;
