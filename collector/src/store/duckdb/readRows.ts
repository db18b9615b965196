import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { Column, RowBatch, RowRequest } from '../rows';
import type { Engine } from './engine';
import { ID_COLUMNS, readIds } from './idColumns';
import { placeColumn } from './labels';
import {
  classColumn,
  dimensionRowColumn,
  featureColumn,
  numbers,
  type RowColumn,
  scoreColumn,
} from './rowColumns';
import { type Slice, sliceByTime } from './rowSlices';
import { labelColumn, labelReader, type SliceLabels } from './sliceLabels';
import { rowCondition } from './rowCondition';
import { plain, type SourceColumn, sourceOf } from './source';

type Category = Column & { type: 'category' };

/** Chunks of the engine (2,048 rows each) that make one batch. */
const CHUNKS_A_BATCH = 4;

/**
 * Rows of a selection in order of (ts, id). The window is read in slices of time; while one slice is handed out the
 * next one is computed, and no more than the two are in memory. All of it happens in one transaction, so a row that
 * arrives meanwhile is not seen by halves.
 */
export async function* readRows(
  engine: Engine,
  request: RowRequest,
  signal?: AbortSignal,
): AsyncGenerator<RowBatch, void, void> {
  const connection = await engine.database.connect();
  const interrupt = (): void => connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  let next: Promise<SliceRows> | undefined;
  try {
    if (signal?.aborted) return;
    await connection.run('BEGIN TRANSACTION');
    const plan = await planRows(engine, connection, request);
    const [first, ...rest] = plan.slices;
    if (first) next = readSlice(connection, plan, first);
    for (const slice of [...rest, null]) {
      const read = await next;
      if (!read) return;
      next = slice ? readSlice(connection, plan, slice) : undefined;
      // It is awaited in the next round; should this round fail before, its failure has been heard of.
      next?.catch(() => undefined);
      for (let start = 0; start < read.chunks.length; start += CHUNKS_A_BATCH) {
        if (signal?.aborted) return;
        yield plan.read(read, read.chunks.slice(start, start + CHUNKS_A_BATCH));
      }
    }
  } catch (error) {
    // The one who raised the signal knows that the rows end early; an interrupted statement is no failure then.
    if (!signal?.aborted) throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    if (next) {
      connection.interrupt();
      await next.catch(() => undefined);
    }
    connection.closeSync();
  }
}

/**
 * Rows mostly lie in the order in which they are asked for, and sorting them costs four times as much as reading
 * them: so they are read as they lie, and again with a sort where their times do not rise strictly.
 */
async function readSlice(connection: DuckDBConnection, plan: RowPlan, slice: Slice): Promise<SliceRows> {
  const labels = await plan.labelsFrom(slice);
  const chunks = await (await connection.run(plan.sqlOf(slice))).fetchAllChunks();
  if (isRising(chunks)) return { from: slice.from, chunks, labels };
  const sorted = await connection.run(`${plan.sqlOf(slice)} ORDER BY rows.ts, rows.id`);
  return { from: slice.from, chunks: await sorted.fetchAllChunks(), labels };
}

function isRising(chunks: readonly DuckDBDataChunk[]): boolean {
  const times = numbers(
    chunks,
    0,
    chunks.reduce((sum, { rowCount }) => sum + rowCount, 0),
  );
  for (let row = 1; row < times.length; row++) {
    if (times[row]! <= times[row - 1]!) return false;
  }
  return true;
}

interface SliceRows {
  from: number;
  chunks: DuckDBDataChunk[];
  labels: SliceLabels;
}

interface RowPlan {
  slices: Slice[];
  sqlOf: (slice: Slice) => string;
  labelsFrom: (slice: Slice) => Promise<SliceLabels>;
  read: (slice: SliceRows, chunks: DuckDBDataChunk[]) => RowBatch;
}

async function planRows(engine: Engine, connection: DuckDBConnection, request: RowRequest): Promise<RowPlan> {
  const { selection, features, segments, resumeAt = -Infinity } = request;
  const { model } = selection;
  const condition = await rowCondition(engine, connection, request);
  for (const segment of segments) engine.layouts.requireDimension(model, segment);
  const columns: RowColumn[] = [
    scoreColumn(),
    dimensionRowColumn(engine, model, 'version'),
    classColumn(engine, model),
    ...segments.map((segment) => dimensionRowColumn(engine, model, segment)),
  ];
  for (const feature of features) columns.push(await featureColumn(engine, connection, request, feature));

  const all = await sliceByTime(connection, sourceOf(engine, selection, [plain('ts')], condition));
  const slices = all.filter(({ from }) => from >= resumeAt);
  const sources: SourceColumn[] = columns.map(({ source }, index) => ({ name: `c${index}`, of: source.of }));
  const ids = request.withIds === false ? [] : ID_COLUMNS;
  const first = ['rows.ts::DOUBLE', 'rows.place::DOUBLE', 'rows.number::DOUBLE'];
  const names = [...first, ...sources.map(({ name }) => name), ...ids];

  const sqlOf = ({ from, to }: Slice): string => {
    const rows = sourceOf(
      engine,
      { ...selection, from: Math.max(from, selection.from), to: Math.min(to, selection.to) },
      [plain('ts'), plain('id'), plain('number'), placeColumn(engine, model), ...sources],
      condition,
    );
    return `SELECT ${names.join(', ')} FROM ${rows} AS rows`;
  };

  const read = ({ from: sliceFrom, labels }: SliceRows, chunks: DuckDBDataChunk[]): RowBatch => {
    const rows = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
    const [scores, versions, classes, ...rest] = columns.map((column, index) =>
      column.read(chunks, index + first.length, rows),
    );
    const named = (list: readonly string[], offset: number): Record<string, Column> =>
      Object.fromEntries(list.map((name, index) => [name, rest[offset + index]!]));
    const places = numbers(chunks, 1, rows);
    return {
      rows,
      sliceFrom,
      ids: ids.length === 0 ? [] : readIds(chunks, columns.length + first.length),
      numbers: numbers(chunks, 2, rows),
      ts: numbers(chunks, 0, rows),
      versions: versions as Category,
      features: named(features, segments.length),
      segments: named(segments, 0) as Record<string, Category>,
      scores: (scores as Column & { type: 'number' }).values,
      classes: classes as Category,
      labels: labelColumn(engine, labels, places),
    };
  };
  const labelsFrom = labelReader(engine, connection, { request, condition, slices });
  return { slices, sqlOf, labelsFrom, read };
}
