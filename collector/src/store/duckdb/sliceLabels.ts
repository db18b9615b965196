import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { Column, RowRequest } from '../rows';
import type { Engine } from './engine';
import { hasLabelsWithoutCode, labelDictionary, labelsAsOf } from './labels';
import { time } from './quote';
import { integers, numbers } from './rowColumns';
import type { Slice } from './rowSlices';

/** Labels of the rows of a slice, ascending by the place of their row. */
export interface SliceLabels {
  places: Float64Array;
  codes: Int32Array;
  /** Text of each label that has no code, else empty; null where every label has one. */
  others: string[] | null;
}

/**
 * Reads the labels of one slice after the other, as of the request. They are looked up for several slices at once and
 * kept by place in a table of this connection: each look-up reads all labels of the store. The first is for one slice
 * alone, so that the first rows come soon; then each is for twice as many.
 */
export function labelReader(
  engine: Engine,
  connection: DuckDBConnection,
  { request, condition, slices }: { request: RowRequest; condition: string; slices: readonly Slice[] },
): (slice: Slice) => Promise<SliceLabels> {
  let kept = { slices: 0, from: 0, to: 0 };
  return async (slice) => {
    if (slice.to > kept.to || slice.from < kept.from) {
      const first = slices.indexOf(slice);
      const ahead = slices.slice(first, first + Math.max(1, kept.slices * 2));
      kept = { slices: ahead.length, from: slice.from, to: ahead[ahead.length - 1]!.to };
      await keepLabels(engine, connection, request, condition, kept);
    }
    return readSliceLabels(engine, connection, slice);
  };
}

async function keepLabels(
  engine: Engine,
  connection: DuckDBConnection,
  { selection, asOf }: RowRequest,
  condition: string,
  { from, to }: Slice,
): Promise<void> {
  const within = { ...selection, from: Math.max(from, selection.from), to: Math.min(to, selection.to) };
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE truth AS SELECT served_at AS ts, place, code, other
      FROM (${labelsAsOf(engine, within, condition, asOf)}) ORDER BY place`,
  );
}

async function readSliceLabels(
  engine: Engine,
  connection: DuckDBConnection,
  { from, to }: Slice,
): Promise<SliceLabels> {
  const columns = ['place::DOUBLE', 'coalesce(code, -1)'];
  const hasOthers = hasLabelsWithoutCode(engine);
  if (hasOthers) columns.push("coalesce(other, '')");
  const result = await connection.run(
    `SELECT ${columns.join(', ')} FROM truth WHERE ts >= ${time(from)} AND ts < ${time(to)} ORDER BY place`,
  );
  const chunks = await result.fetchAllChunks();
  const rows = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
  return {
    places: numbers(chunks, 0, rows),
    codes: integers(chunks, 1, rows),
    others: hasOthers ? texts(chunks, 2) : null,
  };
}

/**
 * The labels of rows that lie at `places`. A join in SQL would do the same, and would lose the order of the rows,
 * whose sorting then costs more than all the rest.
 */
export function labelColumn(
  engine: Engine,
  labels: SliceLabels,
  places: Float64Array,
): Column & { type: 'category' } {
  const codes = new Int32Array(places.length).fill(-1);
  let dictionary = labelDictionary(engine).texts;
  if (labels.others) dictionary = [...dictionary];
  let next = 0;
  for (let row = 0; row < codes.length; row++) {
    // Rows mostly come in the order of their places, so the next label is looked at before all of them are.
    const found = labels.places[next] === places[row]! ? next : search(labels.places, places[row]!);
    if (labels.places[found] !== places[row]!) continue;
    const other = labels.others?.[found] ?? '';
    codes[row] = other === '' ? labels.codes[found]! : dictionary.push(other) - 1;
    next = found + 1;
  }
  return { type: 'category', codes, dictionary };
}

/** Where a number is among ascending ones, or would be. */
function search(ascending: Float64Array, wanted: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const texts = (chunks: readonly DuckDBDataChunk[], column: number): string[] =>
  chunks.flatMap((chunk) => chunk.getColumnVector(column).toArray() as string[]);
