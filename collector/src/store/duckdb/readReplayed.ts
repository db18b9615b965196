import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { ReplayedRequest, ReplayedRows } from '../replayed';
import type { Column } from '../rows';
import { readCells } from './database';
import type { Engine } from './engine';
import { labelDictionary, labelsAsOf, placeColumn } from './labels';
import { text } from './quote';
import { classColumn, dimensionRowColumn, integers, numbers, type RowColumn } from './rowColumns';
import { ANSWERED, plain, type SourceColumn, sourceOf } from './source';

type Category = Column & { type: 'category' };

/** Rows are chosen by a hash of their number, so that neither time nor any periodic client is preferred. */
const HASH_RANGE = 1_000_000;
/** Columns of the answer before those of the segments. */
const FIXED = 7;

/**
 * Answered rows of a selection with what a replay run scored them, in order of time. Rows that the run never came to
 * are left out. A score that was appended twice (by a run that was taken up again) counts once.
 */
export function readReplayed(
  engine: Engine,
  request: ReplayedRequest,
  signal?: AbortSignal,
): Promise<ReplayedRows> {
  return engine.database.read((connection) => read(engine, connection, request), signal);
}

async function read(
  engine: Engine,
  connection: DuckDBConnection,
  { selection, run, variants, segments, asOf, limit }: ReplayedRequest,
): Promise<ReplayedRows> {
  const { model } = selection;
  const known = await variantNumbers(connection, run, variants);
  const replayed = `SELECT prediction, ${known
    .map((variant, index) => `max(score) FILTER (variant = ${variant}) AS r${index}`)
    .join(', ')} FROM replay_scores WHERE variant IN (${known.join(', ')}) GROUP BY prediction`;
  const counted = sourceOf(engine, selection, [plain('number')], ANSWERED);
  const [row] = await readCells(
    connection,
    `SELECT count(*)::DOUBLE FROM ${counted} AS served SEMI JOIN (${replayed}) AS run ON served.number = run.prediction`,
  );
  const total = Number(row![0]);
  const share = total > limit ? limit / total : 1;
  const condition =
    share < 1 ? `${ANSWERED} AND hash(number) % ${HASH_RANGE} < ${Math.round(share * HASH_RANGE)}` : ANSWERED;

  const columns = segments.map((name): RowColumn => dimensionRowColumn(engine, model, name));
  const sources = columns.map(({ source }, index): SourceColumn => ({ name: `s${index}`, of: source.of }));
  const classes = classColumn(engine, model);
  const rows = sourceOf(
    engine,
    selection,
    [
      plain('ts'),
      plain('number'),
      placeColumn(engine, model),
      plain('1 / sample_rate', 'weight'),
      plain("coalesce(score, 'NaN'::DOUBLE)", 'score'),
      { name: 'class', of: classes.source.of },
      ...sources,
    ],
    condition,
  );
  const result = await connection.run(
    `SELECT ts::DOUBLE, number::DOUBLE, weight::DOUBLE, score, class, coalesce(code, -1)::INTEGER,
        coalesce(value, 'NaN'::DOUBLE), ${[
          ...sources.map(({ name }) => `served.${name}`),
          ...known.map((_, index) => `coalesce(r${index}, 'NaN'::DOUBLE)`),
        ].join(', ')}
      FROM ${rows} AS served
      JOIN (${replayed}) AS run ON served.number = run.prediction
      LEFT JOIN (${labelsAsOf(engine, selection, condition, asOf, 'value')}) AS truth ON served.place = truth.place
      ORDER BY ts, number`,
  );
  const chunks = await result.fetchAllChunks();
  const count = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
  return {
    total,
    share,
    rows: count,
    ts: numbers(chunks, 0, count),
    numbers: numbers(chunks, 1, count),
    weights: numbers(chunks, 2, count),
    scores: numbers(chunks, 3, count),
    classes: classes.read(chunks, 4, count) as Category,
    labels: labelsOf(engine, chunks, count),
    labelValues: numbers(chunks, 6, count),
    segments: Object.fromEntries(
      segments.map((name, index) => [name, columns[index]!.read(chunks, FIXED + index, count) as Category]),
    ),
    replayed: known.map((_, index) => numbers(chunks, FIXED + segments.length + index, count)),
  };
}

function labelsOf(engine: Engine, chunks: readonly DuckDBDataChunk[], count: number): Category {
  return { type: 'category', codes: integers(chunks, 5, count), dictionary: labelDictionary(engine).texts };
}

/** The number of each variant; one that scored nothing has a number that no row has. */
async function variantNumbers(
  connection: DuckDBConnection,
  run: string,
  variants: ReplayedRequest['variants'],
): Promise<number[]> {
  const rows = await readCells(
    connection,
    `SELECT number, version, repaired FROM replay_variants WHERE run = ${text(run)}`,
  );
  return variants.map(({ version, repaired }) => {
    const found = rows.find((row) => row[1] === version && row[2] === repaired);
    return found ? Number(found[0]) : -1;
  });
}

/** Ids of rows by their numbers, in the same order; empty where there is no such row. */
export async function readIdsOfNumbers(
  engine: Engine,
  { selection, numbers: wanted }: { selection: ReplayedRequest['selection']; numbers: number[] },
): Promise<string[]> {
  if (wanted.length === 0) return [];
  const source = sourceOf(
    engine,
    selection,
    [plain('number'), plain('id')],
    `number IN (${wanted.map((number) => Math.trunc(number)).join(', ')})`,
  );
  const rows = await engine.database.rows(`SELECT number::DOUBLE, id FROM ${source}`);
  const ids = new Map(rows.map(([number, id]) => [Number(number), String(id)]));
  return wanted.map((number) => ids.get(number) ?? '');
}
