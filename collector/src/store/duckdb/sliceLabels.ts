import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { Column, RowRequest } from '../store';
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
 * Labels of the window as of the request, by place, in a table of this connection: joining all labels of the store to
 * every slice would read them again and again.
 */
export async function keepLabels(
  engine: Engine,
  connection: DuckDBConnection,
  { selection, asOf }: RowRequest,
  condition: string,
): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE truth AS SELECT served_at AS ts, place, code, other
      FROM (${labelsAsOf(engine, selection, condition, asOf)}) ORDER BY place`,
  );
}

export async function readSliceLabels(
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

const texts = (chunks: readonly DuckDBDataChunk[], column: number): string[] =>
  chunks.flatMap((chunk) => chunk.getColumnVector(column).toArray() as string[]);
