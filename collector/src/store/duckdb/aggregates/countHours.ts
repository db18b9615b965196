import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { readCells } from '../database';
import type { Engine } from '../engine';
import { dimensionColumn } from '../filters';
import { text } from '../quote';
import { integers, numbers } from '../rowColumns';
import { ANSWERED, plain, type SourceColumn, sourceOf } from '../source';
import { type Binner, binnerOf } from './binners';
import { type Blueprint, slotsOf } from './blueprint';
import { CellView } from './cellTable';
import { CLASS_LIMIT, CLASS_SLOTS, FLAG_SLOTS, FLAGS_SQL, OTHER_CLASS, SERVING_SLOTS } from './serving';
import type { SeriesKey } from './series';
import { ALL_ROWS, HOUR_MS, hourOf } from './tables';

/** Rows whose counts are added at a time: what one turn of the event loop takes. */
const TURN_ROWS = 2048;

/** What one cell holds, one after the other. */
export interface CellPlan {
  /** All counts of a cell, with the one at 0 for what is not counted. */
  stride: number;
  serving: number;
  classes: number;
  columns: { number: number; first: number; slots: number; binner: Binner; name: string }[];
}

export function planCell(engine: Engine, model: string, blueprint: Blueprint): CellPlan {
  let next = 1;
  const take = (slots: number): number => (next += slots) - slots;
  const serving = take(SERVING_SLOTS.length);
  const classes = take(CLASS_SLOTS);
  const columns = blueprint.columns.map((column) => {
    const slots = slotsOf(column.profile);
    return {
      number: column.number,
      name: column.name,
      first: take(slots),
      slots,
      binner: binnerOf(engine, model, column),
    };
  });
  return { stride: next, serving, classes, columns };
}

/**
 * Counts the rows of some hours into cells. The values come in columns, in one statement, and are counted here: one
 * pass of the engine with every histogram by every segment took four times as long as this.
 */
export async function countHours(
  engine: Engine,
  connection: DuckDBConnection,
  model: string,
  blueprint: Blueprint,
  plan: CellPlan,
  hours: readonly number[],
  series: readonly SeriesKey[],
  pieces: number,
): Promise<CellView[]> {
  const views = [
    new CellView(ALL_ROWS, plan.stride, hours, series.length),
    ...blueprint.segments.map(({ number }) => new CellView(number, plan.stride, hours, series.length)),
  ];
  const keys: SourceColumn[] = [
    plain(hourOf('ts'), 'hour'),
    ...['version', 'environment', 'deployment'].map((name) => plain(`coalesce(${name}, -1)`, name)),
    plain('sample_rate', 'rate'),
    ...blueprint.segments.map(({ name }, index) => ({
      name: `s${index}`,
      of: (layout: Parameters<SourceColumn['of']>[0]) => `coalesce(${dimensionColumn(layout, name)}, -1)`,
    })),
  ];
  const first = keys.length;
  const columns: SourceColumn[] = [
    ...keys,
    plain('status::INTEGER', 'status'),
    plain(FLAGS_SQL, 'flags'),
    plain('coalesce(cost, 0)', 'cost'),
    plain(`CASE WHEN ${ANSWERED} THEN coalesce(class, -1) ELSE -2 END`, 'class'),
    ...plan.columns.map(({ binner }, index) => ({ name: `v${index}`, of: binner.source })),
  ];
  const places = new Map(hours.map((hour, place) => [hour, place]));
  const selection = {
    model,
    from: hours[0]! * HOUR_MS,
    to: (hours.at(-1)! + 1) * HOUR_MS,
    filters: [],
  };
  const isWanted =
    hours.at(-1)! - hours[0]! + 1 === hours.length ? 'true' : `${hourOf('ts')} IN (${hours.join(', ')})`;
  for await (const turn of readTurns(engine, connection, selection, columns, isWanted, pieces)) {
    const rows = turn.reduce((sum, { rowCount }) => sum + rowCount, 0);
    const basesOf = baseFinder(turn, rows, places, series);
    const status = integers(turn, first, rows);
    const flags = integers(turn, first + 1, rows);
    const costs = numbers(turn, first + 2, rows);
    const width = SERVING_WIDTH + 1 + plan.columns.length;
    const slots = new Int32Array(rows * width);
    putServing(slots, width, plan.serving, status, flags);
    putClasses(slots, width, SERVING_WIDTH, plan.classes, integers(turn, first + 3, rows));
    plan.columns.forEach(({ binner, first: start }, index) => {
      const read = binner.kind === 'number' ? numbers : integers;
      putValues(slots, width, SERVING_WIDTH + 1 + index, start, read(turn, first + 4 + index, rows), binner);
    });
    for (const [index, view] of views.entries()) {
      const bases = basesOf(view, index);
      addTurn(view, bases, slots, width);
      addCosts(view, bases, costs, plan.stride);
    }
    await setImmediate();
  }
  await countInvalid(engine, connection, { ...plan, keys, selection, isWanted }, views, places, series);
  return views;
}

type Chunks = Parameters<typeof integers>[0];

/** The rows in some `pieces` of the range, one after the other, and of each a few chunks at a time. */
async function* readTurns(
  engine: Engine,
  connection: DuckDBConnection,
  selection: Parameters<typeof sourceOf>[1],
  columns: readonly SourceColumn[],
  condition: string,
  pieces: number,
): AsyncGenerator<Chunks, void, void> {
  const names = columns.map(({ name }) => name).join(', ');
  const length = (selection.to - selection.from) / pieces;
  for (let piece = 0; piece < pieces; piece++) {
    const from = selection.from + Math.ceil(piece * length);
    const to = selection.from + Math.ceil((piece + 1) * length);
    const source = sourceOf(engine, { ...selection, from, to }, columns, condition);
    const chunks = await (await connection.run(`SELECT ${names} FROM ${source}`)).fetchAllChunks();
    for (let start = 0; start < chunks.length;) {
      let end = start;
      let rows = 0;
      while (end < chunks.length && rows < TURN_ROWS) rows += chunks[end++]!.rowCount;
      yield chunks.slice(start, end);
      start = end;
    }
  }
}

/** Finds the cell of each row of a turn in a view. */
function baseFinder(
  chunks: Chunks,
  rows: number,
  places: ReadonlyMap<number, number>,
  series: readonly SeriesKey[],
): (view: CellView, index: number) => Int32Array {
  const hourPlaces = integers(chunks, 0, rows);
  let lastHour = NaN;
  let lastPlace = 0;
  for (let row = 0; row < rows; row++) {
    const hour = hourPlaces[row]!;
    if (hour !== lastHour) {
      lastHour = hour;
      lastPlace = places.get(hour)!;
    }
    hourPlaces[row] = lastPlace;
  }
  const [versions, environments, deployments] = [1, 2, 3].map((column) => integers(chunks, column, rows));
  const rates = numbers(chunks, 4, rows);
  const seriesPlaces = new Int32Array(rows);
  let last = 0;
  for (let row = 0; row < rows; row++) {
    const fits = (one: SeriesKey): boolean =>
      one.version === versions![row] &&
      one.environment === environments![row] &&
      one.deployment === deployments![row] &&
      one.rate === rates[row];
    if (!fits(series[last]!)) last = series.findIndex(fits);
    seriesPlaces[row] = last;
  }
  const bases = new Int32Array(rows);
  return (view, index) => {
    const codes = index === 0 ? null : integers(chunks, 4 + index, rows);
    view.basesOf(hourPlaces, seriesPlaces, codes, bases);
    return bases;
  };
}

/** One after the other in a row of a turn: all rows, errors, flags; then classes, then the columns. */
const SERVING_WIDTH = 2 + FLAG_SLOTS.length;

/** Row by row, because the counts of a cell lie together and stay near: column by column took three times as long. */
function addTurn({ counts }: CellView, bases: Int32Array, slots: Int32Array, width: number): void {
  let next = 0;
  for (let row = 0; row < bases.length; row++) {
    const base = bases[row]!;
    for (const end = next + width; next < end; next++) counts[base + slots[next]!]! += 1;
  }
}

function addCosts({ amounts }: CellView, bases: Int32Array, costs: Float64Array, stride: number): void {
  for (let row = 0; row < bases.length; row++) amounts[bases[row]! / stride]! += costs[row]!;
}

function putServing(
  slots: Int32Array,
  width: number,
  first: number,
  status: Int32Array,
  flags: Int32Array,
): void {
  const place = (name: (typeof SERVING_SLOTS)[number]): number => first + SERVING_SLOTS.indexOf(name);
  const [all, client, server] = [place('rows'), place('clientErrors'), place('serverErrors')];
  const flagged = FLAG_SLOTS.map(place);
  for (let row = 0; row < status.length; row++) {
    const at = row * width;
    const code = status[row]!;
    slots[at] = all;
    if (code >= 400) slots[at + 1] = code >= 500 ? server : client;
    const bits = flags[row]!;
    for (let bit = 0; bit < flagged.length; bit++) if ((bits >> bit) & 1) slots[at + 2 + bit] = flagged[bit]!;
  }
}

/** Of answered predictions (a failed one has -2 here). */
function putClasses(
  slots: Int32Array,
  width: number,
  column: number,
  first: number,
  classes: Int32Array,
): void {
  for (let row = 0; row < classes.length; row++) {
    const code = classes[row]!;
    if (code >= -1) slots[row * width + column] = first + 1 + (code > CLASS_LIMIT ? OTHER_CLASS : code);
  }
}

function putValues(
  slots: Int32Array,
  width: number,
  column: number,
  first: number,
  values: Float64Array | Int32Array,
  { slotOf }: Binner,
): void {
  for (let row = 0; row < values.length; row++) {
    const slot = slotOf(values[row]!);
    if (slot >= 0) slots[row * width + column] = first + slot;
  }
}

/** Values of the wrong type lie as JSON in few rows: those are read once more. */
async function countInvalid(
  engine: Engine,
  connection: DuckDBConnection,
  source: CellPlan & {
    keys: SourceColumn[];
    selection: Parameters<typeof sourceOf>[1];
    isWanted: string;
  },
  views: readonly CellView[],
  places: ReadonlyMap<number, number>,
  series: readonly SeriesKey[],
): Promise<void> {
  const columns = new Map<string, number[]>();
  for (const { name, first, slots } of source.columns) {
    const path = `features.${name}`;
    columns.set(path, [...(columns.get(path) ?? []), first + slots - 1]);
  }
  if (columns.size === 0) return;
  const names = source.keys.map(({ name }) => name).join(', ');
  const rows = sourceOf(
    engine,
    source.selection,
    [...source.keys, plain('invalid')],
    `invalid IS NOT NULL AND ${source.isWanted}`,
  );
  const unnested = `SELECT ${names}, unnest(json_keys(invalid)) AS path FROM ${rows}`;
  const wanted = [...columns.keys()];
  const list = `[${wanted.map(text).join(', ')}]`;
  const result = await connection.run(
    `SELECT ${names}, list_position(${list}, path)::INTEGER - 1 AS path FROM (${unnested}) WHERE path IN ${list}`,
  );
  const chunks = await result.fetchAllChunks();
  const count = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
  if (count === 0) return;
  const basesOf = baseFinder(chunks, count, places, series);
  const paths = integers(chunks, source.keys.length, count);
  views.forEach((view, index) => {
    const bases = basesOf(view, index);
    for (let row = 0; row < count; row++) {
      for (const slot of columns.get(wanted[paths[row]!]!)!) view.counts[bases[row]! + slot]! += 1;
    }
  });
}

/** Rows and series of hours, by the rows themselves. */
export async function takeCensus(
  engine: Engine,
  connection: DuckDBConnection,
  model: string,
  hours: { from: number; to: number },
): Promise<Map<number, { rows: number; series: SeriesKey[] }>> {
  const selection = { model, from: hours.from * HOUR_MS, to: hours.to * HOUR_MS, filters: [] };
  const dimensions = ['version', 'environment', 'deployment'];
  const source = sourceOf(engine, selection, [
    plain(hourOf('ts'), 'hour'),
    ...dimensions.map((name) => plain(`coalesce(${name}, -1)`, name)),
    plain('sample_rate', 'rate'),
  ]);
  const found = await readCells(
    connection,
    `SELECT hour, version, environment, deployment, rate, count(*)::DOUBLE FROM ${source}
      GROUP BY hour, version, environment, deployment, rate`,
  );
  const census = new Map<number, { rows: number; series: SeriesKey[] }>();
  for (const row of found) {
    const [hour, version, environment, deployment, rate, rows] = row.map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const one = census.get(hour) ?? { rows: 0, series: [] };
    one.rows += rows;
    one.series.push({ version, environment, deployment, rate });
    census.set(hour, one);
  }
  return census;
}
