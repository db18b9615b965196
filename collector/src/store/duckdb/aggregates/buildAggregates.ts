import type { DuckDBConnection } from '@duckdb/node-api';
import type { AggregateBuild, BuildOptions } from '../../store';
import { readCells } from '../database';
import type { Engine } from '../engine';
import { plain, sourceOf } from '../source';
import { text } from '../quote';
import { type Blueprint, drawBlueprint, findBlueprint } from './blueprint';
import { appendCells, CELL_TABLES } from './cells';
import { planCell } from './cellPlan';
import { countHours } from './countHours';
import { appendDeltas, type Deltas, deltasOfHours } from './deltas';
import { markHours } from './marks';
import { rebuildArrivals } from './rebuildArrivals';
import { rollUpDays } from './rollUpDays';
import { readSeries, seriesKey, type SeriesKey } from './series';
import { DELTA_TABLES, hourOf, HOURS_OF_DAY } from './tables';
import { packViews } from './packViews';
import { takeCensus } from './takeCensus';

/** How long an hour must have been left alone: while rows come in, every build of it would be for a moment. */
const QUIET_MS = 10_000;
/** What one step of a build reads and holds in memory. */
const STEP_HOURS = 96;
const STEP_ROWS = 150_000;
const STEP_SERIES = 256;
/** Distinct sample rates, versions, environments and deployments of an hour that is counted; of more, rows are read. */
const SERIES_OF_HOUR = 32;
/** Edition of an hour that is not counted. */
export const NOT_COUNTED = -1;

/**
 * Counts hours that are new or have changed and were left alone since, the newest first, and whole days out of them,
 * until nothing is due or the time is up. Each step is one transaction: what a crash leaves behind is whole.
 */
export async function buildAggregates(
  engine: Engine,
  { now = Date.now(), quietMs = QUIET_MS, budgetMs = Infinity }: BuildOptions = {},
): Promise<AggregateBuild> {
  const deadline = performance.now() + budgetMs;
  const report: AggregateBuild = { hours: 0, rows: 0, days: 0, remaining: 0 };
  await rebuildArrivals(engine, now - quietMs);
  for (const model of engine.layouts.models()) {
    const blueprint = await currentBlueprint(engine, model);
    for (;;) {
      const step = await buildStep(engine, model, blueprint, now - quietMs);
      if (step === null) break;
      report.hours += step.hours;
      report.rows += step.rows;
      if (performance.now() > deadline) {
        report.remaining += step.remaining;
        break;
      }
    }
    report.days += await rollUpDays(engine, model, blueprint, now);
  }
  return report;
}

/** The blueprint as it should be. What there was before the first one is marked: nothing of it is counted yet. */
async function currentBlueprint(engine: Engine, model: string): Promise<Blueprint> {
  const former = await findBlueprint(engine.database, model);
  const drawn = await drawBlueprint(engine, model, former);
  if (drawn === null) return former!;
  return engine.database.transact(async (connection) => {
    const { edition, ...rest } = drawn;
    const definition = text(JSON.stringify(rest));
    if (former) {
      await connection.run(
        `UPDATE aggregate_models SET edition = ${edition}, definition = ${definition} WHERE number = ${former.model}`,
      );
      return { ...drawn, model: former.model };
    }
    const [row] = await readCells(connection, 'SELECT coalesce(max(number), 0) + 1 FROM aggregate_models');
    const number = Number(row![0]);
    await connection.run(
      `INSERT INTO aggregate_models VALUES (${number}, ${text(model)}, ${edition}, ${definition})`,
    );
    const everything = { model, from: -Infinity, to: Infinity, filters: [] };
    const hours = await readCells(
      connection,
      `SELECT DISTINCT hour FROM ${sourceOf(engine, everything, [plain(hourOf('ts'), 'hour')])}`,
    );
    await markHours(
      engine,
      connection,
      hours.map(([hour]) => ({ model, hour: Number(hour) })),
      0,
    );
    return { ...drawn, model: number };
  });
}

interface Step {
  hours: number;
  rows: number;
  remaining: number;
}

async function buildStep(
  engine: Engine,
  model: string,
  blueprint: Blueprint,
  quietSince: number,
): Promise<Step | null> {
  const { deletions } = engine.aggregates;
  const connection = await engine.database.connect();
  try {
    // What is read and the marks that are taken away belong to the same moment.
    await connection.run('BEGIN TRANSACTION');
    const due = await dueHours(connection, model, blueprint, quietSince);
    if (due.hours.length === 0) return null;
    const chosen = chooseHours(due.hours);
    const census = await takeCensus(engine, connection, model, { from: chosen[0]!, to: chosen.at(-1)! + 1 });
    const { hours, skipped, series, rows } = limitHours(chosen, census);
    const plan = planCell(engine, model, blueprint);
    const pieces = Math.max(1, Math.ceil(rows / STEP_ROWS));
    const numbers = await numberSeries(engine, blueprint.model, series);
    const [views, deltas] =
      hours.length === 0
        ? [[], {}]
        : await Promise.all([
            countHours(engine, connection, model, blueprint, plan, hours, series, pieces),
            readDeltasBeside(engine, model, blueprint, hours),
          ]);
    await connection.run('COMMIT');
    const built = [...hours, ...skipped];
    await engine.database.transact(async (writer) => {
      // Rows were deleted since: what was counted may be of them. The hours are still due.
      if (engine.aggregates.deletions !== deletions) return;
      await forgetHours(writer, model, blueprint.model, built, due.lastMark);
      await appendDeltas(writer, deltas);
      await appendCells(writer, CELL_TABLES.hours, blueprint.model, packViews(plan, views, numbers));
      const values = [
        ...hours.map((hour) => `(${blueprint.model}, ${hour}, ${blueprint.edition})`),
        ...skipped.map((hour) => `(${blueprint.model}, ${hour}, ${NOT_COUNTED})`),
      ];
      await writer.run(`INSERT INTO aggregate_hours VALUES ${values.join(', ')}`);
    });
    return { hours: built.length, rows, remaining: due.hours.length - built.length };
  } finally {
    connection.closeSync();
  }
}

async function dueHours(
  connection: DuckDBConnection,
  model: string,
  blueprint: Blueprint,
  quietSince: number,
): Promise<{ hours: number[]; lastMark: number }> {
  const [last] = await readCells(connection, 'SELECT coalesce(max(mark), 0) FROM aggregate_marks');
  const rows = await readCells(
    connection,
    `SELECT hour FROM aggregate_marks WHERE model = ${text(model)} GROUP BY hour HAVING max(made) <= ${quietSince}
      UNION SELECT hour FROM aggregate_hours
        WHERE model = ${blueprint.model} AND edition NOT IN (${blueprint.edition}, ${NOT_COUNTED})
      ORDER BY hour`,
  );
  return { hours: rows.map(([hour]) => Number(hour)), lastMark: Number(last![0]) };
}

/** The newest hours, near to each other. */
function chooseHours(due: readonly number[]): number[] {
  const last = due.at(-1)!;
  return due.filter((hour) => hour > last - STEP_HOURS);
}

/** As many of the hours, from the newest, as one step may hold. */
function limitHours(
  chosen: readonly number[],
  census: Awaited<ReturnType<typeof takeCensus>>,
): { hours: number[]; skipped: number[]; series: SeriesKey[]; rows: number } {
  const hours: number[] = [];
  const skipped: number[] = [];
  const series = new Map<string, SeriesKey>();
  let rows = 0;
  for (const hour of [...chosen].reverse()) {
    const found = census.get(hour) ?? { rows: 0, series: [] };
    if (found.series.length > SERIES_OF_HOUR) {
      skipped.push(hour);
      continue;
    }
    const isFull = rows + found.rows > STEP_ROWS || series.size + found.series.length > STEP_SERIES;
    if (isFull && hours.length > 0) break;
    hours.unshift(hour);
    rows += found.rows;
    for (const one of found.series) series.set(seriesKey(one), one);
  }
  return { hours, skipped, series: [...series.values()], rows };
}

async function forgetHours(
  connection: DuckDBConnection,
  model: string,
  number: number,
  hours: readonly number[],
  lastMark: number,
): Promise<void> {
  const list = hours.join(', ');
  const isOfHours = `model = ${number} AND hour IN (${list})`;
  const known = await readCells(connection, `SELECT 1 FROM aggregate_hours WHERE ${isOfHours} LIMIT 1`);
  if (known.length > 0) {
    for (const table of ['aggregate_hours', 'aggregate_cells', ...DELTA_TABLES]) {
      await connection.run(`DELETE FROM ${table} WHERE ${isOfHours}`);
    }
  }
  // Also of hours that had no rows before: their day may be counted without them.
  const days = hours.map((hour) => Math.floor(hour / HOURS_OF_DAY)).join(', ');
  await connection.run(`DELETE FROM aggregate_days WHERE model = ${number} AND day IN (${days})`);
  await connection.run(
    `DELETE FROM aggregate_marks WHERE model = ${text(model)} AND hour IN (${list}) AND mark <= ${lastMark}`,
  );
}

/**
 * On a connection of its own: the engine joins labels while the rows are counted here. It may see rows and labels that
 * came since: their hours are marked, so that nothing is read of what was counted for them.
 */
async function readDeltasBeside(
  engine: Engine,
  model: string,
  blueprint: Blueprint,
  hours: readonly number[],
): Promise<Deltas> {
  const connection = await engine.database.connect();
  try {
    return await deltasOfHours(engine, connection, model, blueprint, hours);
  } finally {
    connection.closeSync();
  }
}

/** Numbers of series in the order given, new ones where needed. */
async function numberSeries(
  { database }: Engine,
  model: number,
  series: readonly SeriesKey[],
): Promise<number[]> {
  const known = new Map(
    (await database.read((reader) => readSeries(reader, model))).map((one) => [seriesKey(one), one.number]),
  );
  const added = series.filter((one) => !known.has(seriesKey(one)));
  if (added.length > 0) {
    await database.transact(async (writer) => {
      const [row] = await readCells(writer, 'SELECT coalesce(max(number), 0) FROM aggregate_series');
      let next = Number(row![0]) + 1;
      const values = added.map((one) => {
        const { version, environment, deployment, rate } = one;
        known.set(seriesKey(one), next);
        return `(${next++}, ${model}, ${version}, ${environment}, ${deployment}, ${rate}::DOUBLE)`;
      });
      await writer.run(`INSERT INTO aggregate_series VALUES ${values.join(', ')}`);
    });
  }
  return series.map((one) => known.get(seriesKey(one))!);
}
