import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import type { Column, RowBatch, RowRequest } from '../store';
import { DICTIONARY_LIMIT } from './dictionaries';
import type { Engine } from './engine';
import { labelDictionary, labelsAsOf } from './labels';
import { time } from './quote';
import {
  classColumn,
  dimensionRowColumn,
  featureColumn,
  integers,
  numbers,
  type RowColumn,
  scoreColumn,
} from './rowColumns';
import { type Slice, sliceByTime } from './rowSlices';
import { ANSWERED, plain, type SourceColumn, sourceOf } from './source';

type Category = Column & { type: 'category' };

/** Chunks of the engine (2,048 rows each) that make one batch. */
const CHUNKS_A_BATCH = 8;

/**
 * Rows of a selection in order of (ts, id). The window is read in slices of time, each sorted by itself; while one
 * slice is handed out the next one is computed, and no more than the two are in memory. All of it happens in one
 * transaction, so a row that arrives meanwhile is not seen by halves.
 */
export async function* readRows(
  engine: Engine,
  request: RowRequest,
  signal?: AbortSignal,
): AsyncGenerator<RowBatch, void, void> {
  const connection = await engine.database.connect();
  const interrupt = (): void => connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  let next: Promise<DuckDBResult> | undefined;
  try {
    if (signal?.aborted) return;
    await connection.run('BEGIN TRANSACTION');
    const plan = await planRows(engine, connection, request);
    const [first, ...rest] = plan.slices;
    if (first) next = connection.run(plan.sqlOf(first));
    for (const slice of [...rest, null]) {
      const result = await next;
      if (!result) return;
      next = slice ? connection.run(plan.sqlOf(slice)) : undefined;
      // It is awaited in the next round; should this round fail before, its failure has been heard of.
      next?.catch(() => undefined);
      for await (const chunks of chunkGroups(result)) {
        if (signal?.aborted) return;
        yield plan.read(chunks);
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

interface RowPlan {
  slices: Slice[];
  sqlOf: (slice: Slice) => string;
  read: (chunks: DuckDBDataChunk[]) => RowBatch;
}

async function planRows(engine: Engine, connection: DuckDBConnection, request: RowRequest): Promise<RowPlan> {
  const { selection, features, segments, asOf, answeredOnly } = request;
  const { model } = selection;
  const condition = answeredOnly ? ANSWERED : 'true';
  for (const segment of segments) engine.layouts.requireDimension(model, segment);
  const columns: RowColumn[] = [
    scoreColumn(),
    dimensionRowColumn(engine, model, 'version'),
    classColumn(engine, model),
    ...segments.map((segment) => dimensionRowColumn(engine, model, segment)),
  ];
  for (const feature of features) columns.push(await featureColumn(engine, connection, request, feature));

  const slices = await sliceByTime(connection, sourceOf(engine, selection, [plain('ts')], condition));
  await keepLabels(engine, connection, request, condition);
  const sources: SourceColumn[] = columns.map(({ source }, index) => ({ name: `c${index}`, of: source.of }));
  const ids = request.withIds === false ? [] : ['id'];
  const labelTexts = labelDictionary(engine).texts;
  // Only a full dictionary has labels beyond it.
  const others = labelTexts.length > DICTIONARY_LIMIT ? ["coalesce(other, '')"] : [];
  const names = ['ts::DOUBLE', 'coalesce(code, -1)', ...sources.map(({ name }) => name), ...ids, ...others];

  const sqlOf = ({ from, to }: Slice): string => {
    const rows = sourceOf(
      engine,
      { ...selection, from: Math.max(from, selection.from), to: Math.min(to, selection.to) },
      [plain('ts'), plain('id'), ...sources],
      condition,
    );
    return `SELECT ${names.join(', ')} FROM ${rows} AS rows
      LEFT JOIN (SELECT id AS prediction, code, other FROM truth WHERE ts >= ${time(from)} AND ts < ${time(to)}) AS truth
      ON rows.id = truth.prediction ORDER BY rows.ts, rows.id`;
  };

  const read = (chunks: DuckDBDataChunk[]): RowBatch => {
    const rows = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
    const [scores, versions, classes, ...rest] = columns.map((column, index) =>
      column.read(chunks, index + 2, rows),
    );
    const named = (list: readonly string[], offset: number): Record<string, Column> =>
      Object.fromEntries(list.map((name, index) => [name, rest[offset + index]!]));
    const after = columns.length + 2;
    return {
      rows,
      ids: ids.length === 0 ? [] : texts(chunks, after),
      ts: numbers(chunks, 0, rows),
      versions: versions as Category,
      features: named(features, segments.length),
      segments: named(segments, 0) as Record<string, Category>,
      scores: (scores as Column & { type: 'number' }).values,
      classes: classes as Category,
      labels: withOthers(
        { type: 'category', codes: integers(chunks, 1, rows), dictionary: labelTexts },
        others.length === 0 ? null : texts(chunks, after + ids.length),
      ),
    };
  };
  return { slices, sqlOf, read };
}

/**
 * Labels of the window as of the request, in order of time, in a table of this connection: joining all labels of the
 * store to every slice would read them again and again.
 */
async function keepLabels(
  engine: Engine,
  connection: DuckDBConnection,
  { selection, asOf }: RowRequest,
  condition: string,
): Promise<void> {
  const rows = sourceOf(engine, selection, [plain('ts'), plain('id')], condition);
  const ids = sourceOf(engine, selection, [plain('id')], condition);
  await connection.run(
    `CREATE TEMP TABLE truth AS SELECT rows.ts AS ts, rows.id AS id, code, other
      FROM ${rows} AS rows JOIN (${labelsAsOf(ids, asOf)}) AS found ON rows.id = found.prediction ORDER BY rows.ts`,
  );
}

async function* chunkGroups(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk[], void, void> {
  let group: DuckDBDataChunk[] = [];
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    group.push(chunk);
    if (group.length < CHUNKS_A_BATCH) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

const texts = (chunks: readonly DuckDBDataChunk[], column: number): string[] =>
  chunks.flatMap((chunk) => chunk.getColumnVector(column).toArray() as string[]);

/** Labels that have no code bring their text. */
function withOthers(labels: Category, others: string[] | null): Category {
  if (!others) return labels;
  const dictionary = [...labels.dictionary];
  others.forEach((text, index) => {
    if (text !== '') labels.codes[index] = dictionary.push(text) - 1;
  });
  return { ...labels, dictionary };
}
