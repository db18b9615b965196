import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { Selection } from '../../requests';
import type { Engine } from '../engine';
import { dimensionColumn } from '../filters';
import { ANSWERED, plain, prefix, type SourceColumn, sourceOf } from '../source';
import { text } from '../quote';
import type { Blueprint } from './blueprint';
import { BIN_SQL, SUMMED_SQL, TENTH_SQL } from './scores';
import {
  ALL_ROWS,
  dayOf,
  DELTA_TABLES,
  type DeltaTable,
  HOUR_MS,
  hourOf,
  MISSING_VALUE,
  OTHER_VALUE,
  VALUE_LIMIT,
} from './tables';

/**
 * What each label of some predictions changed, on the day of its arrival: the class that it says is true, plus one,
 * and the one before it, minus one. Added up over all arrivals until a moment that is the label of that moment. Rows
 * have `names`, `arrival`, `predicted`, `actual` and `delta`; a prediction without a class (-1) has no actual one
 * either, because the labels of a regression are all different.
 *
 * @param arrivals condition on `ts` and `arrival` of a label
 */
export function changesSql(
  engine: Engine,
  selections: readonly Selection[],
  columns: readonly SourceColumn[],
  condition: string,
  arrivals: string,
  /** Which of the two are few: only labels that those name are put in order. */
  few: 'predictions' | 'labels',
): string {
  const all = [plain('id'), plain('coalesce(class, -1)', 'predicted'), ...columns];
  const served = selections
    .map((selection) => `SELECT * FROM ${sourceOf(engine, selection, all, `${ANSWERED} AND ${condition}`)}`)
    .join(' UNION ALL ');
  const names = columns.map(({ name }) => name);
  const ids =
    few === 'predictions'
      ? 'SELECT id FROM served'
      : `SELECT prediction FROM (SELECT prediction, ts, ${dayOf('ts')} AS arrival FROM labels) WHERE ${arrivals}`;
  const came = `SELECT prediction, ts, ${dayOf('ts')} AS arrival, code,
      lag(code) OVER (PARTITION BY prediction ORDER BY ts, sequence) AS former
    FROM labels WHERE prediction IN (${ids})`;
  const joined = `SELECT served.*, came.arrival, came.code, came.former
    FROM served JOIN (SELECT * FROM (${came}) WHERE ${arrivals}) AS came ON served.id = came.prediction`;
  const select = (code: string, sign: number, where: string): string =>
    `SELECT ${prefix(names)} arrival, predicted, if(predicted = -1, -1, ${code}) AS actual, ${sign} AS change
      FROM joined WHERE ${where}`;
  return `WITH served AS ${few === 'predictions' ? 'MATERIALIZED ' : ''}(${served}), joined AS MATERIALIZED (${joined})
    SELECT ${prefix(names)} arrival, predicted, actual, sum(change)::INTEGER AS delta
    FROM (${select('code', 1, 'true')} UNION ALL ${select('former', -1, 'former IS NOT NULL')})
    GROUP BY ${prefix(names)} arrival, predicted, actual HAVING sum(change) <> 0`;
}

/** Rows of the tables of deltas that were computed on a connection that reads, to be appended by the one that writes. */
export type Deltas = Partial<Record<DeltaTable, DuckDBDataChunk[]>>;

/** Deltas of some hours of predictions, by the labels of all days on which nothing has changed since. */
export function deltasOfHours(
  engine: Engine,
  connection: DuckDBConnection,
  model: string,
  blueprint: Blueprint,
  hours: readonly number[],
): Promise<Deltas> {
  const range = { from: hours[0]! * HOUR_MS, to: (hours.at(-1)! + 1) * HOUR_MS };
  const isOfHours = `${hourOf('ts')} IN (${hours.join(', ')})`;
  const isCounted = 'arrival NOT IN (SELECT day FROM aggregate_label_marks)';
  const part = { ...range, isOfHours, arrivals: isCounted, few: 'predictions' as const };
  return readDeltas(engine, connection, model, blueprint, part);
}

/** Deltas of all counted hours of predictions, by the labels of some days. */
export function deltasOfArrivals(
  engine: Engine,
  connection: DuckDBConnection,
  model: string,
  blueprint: Blueprint,
  arrivals: string,
): Promise<Deltas> {
  const isOfHours = `${hourOf('ts')} IN (SELECT hour FROM aggregate_hours
      WHERE model = ${blueprint.model} AND edition > 0
      AND hour NOT IN (SELECT hour FROM aggregate_marks WHERE model = ${text(model)}))`;
  const part = { from: -Infinity, to: Infinity, isOfHours, arrivals: `arrival IN (${arrivals})` };
  return readDeltas(engine, connection, model, blueprint, { ...part, few: 'labels' });
}

/** Appends deltas, in the transaction that the connection is in. */
export async function appendDeltas(connection: DuckDBConnection, deltas: Deltas): Promise<void> {
  for (const table of DELTA_TABLES) {
    const chunks = deltas[table] ?? [];
    if (chunks.length === 0) continue;
    const appender = await connection.createAppender(table);
    for (const chunk of chunks) appender.appendDataChunk(chunk);
    appender.closeSync();
  }
}

/** Predictions of a range of time that pass a condition, and which of their labels. */
interface DeltaPart {
  from: number;
  to: number;
  isOfHours: string;
  arrivals: string;
  few: 'predictions' | 'labels';
}

async function readDeltas(
  engine: Engine,
  connection: DuckDBConnection,
  model: string,
  { model: number, segments }: Blueprint,
  { from, to, isOfHours, arrivals, few }: DeltaPart,
): Promise<Deltas> {
  const dimensions = ['version', 'environment', 'deployment'];
  const columns: SourceColumn[] = [
    plain(hourOf('ts'), 'hour'),
    ...dimensions.map((name) => plain(`coalesce(${name}, -1)`, name)),
    plain('sample_rate', 'rate'),
    plain('score'),
    ...segments.map(({ name }, index) => ({
      name: `s${index}`,
      of: (layout: Parameters<SourceColumn['of']>[0]) => cellValue(dimensionColumn(layout, name)),
    })),
  ];
  const selection = { model, from, to, filters: [] };
  const changes = changesSql(engine, [selection], columns, isOfHours, arrivals, few);
  const views = [
    { number: ALL_ROWS, value: '0' },
    ...segments.map((one, index) => ({ ...one, value: `s${index}` })),
  ];
  const keys = 'hour, arrival, series, predicted, actual';
  const selects = views.map(
    ({ number: segment, value }) =>
      `SELECT ${number}, hour, arrival, ${segment}, (${value})::INTEGER AS value, series, predicted, actual,
          sum(delta)::INTEGER
        FROM changes GROUP BY ${keys}, value HAVING sum(delta) <> 0`,
  );
  const scored = (columns: string, more: string): string =>
    `SELECT ${number}, hour, arrival, series, actual, ${columns} AS place, sum(delta)::INTEGER${more}
      FROM changes WHERE score IS NOT NULL AND predicted <> -1 GROUP BY hour, arrival, series, actual, place`;
  const sums = SUMMED_SQL.map((of) => `, sum(delta * ${of})`).join('');
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE changes AS SELECT found.* EXCLUDE (version, environment, deployment, rate),
        series.number AS series
      FROM (${changes}) AS found JOIN aggregate_series AS series
        ON series.model = ${number} AND series.version = found.version AND series.environment = found.environment
        AND series.deployment = found.deployment AND series.rate = found.rate`,
  );
  const read = async (sql: string): Promise<DuckDBDataChunk[]> =>
    (await connection.run(sql)).fetchAllChunks();
  const deltas = {
    aggregate_deltas: await read(selects.join(' UNION ALL ')),
    aggregate_score_bins: await read(`${scored(BIN_SQL, '')} HAVING sum(delta) <> 0`),
    aggregate_score_sums: await read(scored(TENTH_SQL, sums)),
  };
  await connection.run('DROP TABLE changes');
  return deltas;
}

/** A code as the value of a cell. */
const cellValue = (column: string): string =>
  `CASE WHEN ${column} IS NULL THEN ${MISSING_VALUE}
    WHEN ${column} BETWEEN 1 AND ${VALUE_LIMIT} THEN ${column} ELSE ${OTHER_VALUE} END`;
