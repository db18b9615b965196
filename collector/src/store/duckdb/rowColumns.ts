import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { Column, RowRequest } from '../rows';
import { readCells } from './database';
import type { Dictionary } from './dictionaries';
import type { Engine } from './engine';
import { featureExpression, RequestTexts } from './featureExpression';
import { dictionaryOfDimension, dimensionColumn } from './filters';
import { plain, type SourceColumn, sourceOf } from './source';

/** A column of the answer: its SQL, and its values read from a run of chunks. */
export interface RowColumn {
  source: SourceColumn;
  read: (chunks: readonly DuckDBDataChunk[], index: number, rows: number) => Column;
}

/** Distinct numbers of an older schema that may become categories; more were no categories. */
const NUMBERS_AS_TEXT = 10_000;
const BOOLEANS = ['false', 'true'];

const number = (name: string, of: SourceColumn['of']): RowColumn => ({
  source: { name, of: (layout) => `coalesce(${of(layout)}, 'NaN'::DOUBLE)` },
  read: (chunks, index, rows) => ({ type: 'number', values: numbers(chunks, index, rows) }),
});

const coded = (name: string, of: SourceColumn['of'], dictionary: () => string[]): RowColumn => ({
  source: { name, of: (layout) => `coalesce(${of(layout)}, -1)` },
  read: (chunks, index, rows) => ({
    type: 'category',
    codes: integers(chunks, index, rows),
    dictionary: dictionary(),
  }),
});

export const scoreColumn = (): RowColumn => number('score', plain('score').of);

export function dimensionRowColumn({ dictionaries }: Engine, model: string, dimension: string): RowColumn {
  const { texts } = dictionaries.of(model, dictionaryOfDimension(dimension));
  return coded(
    'dimension',
    (layout) => dimensionColumn(layout, dimension),
    () => texts,
  );
}

export function classColumn({ dictionaries }: Engine, model: string): RowColumn {
  const { texts } = dictionaries.of(model, 'class');
  return coded('class', plain('class').of, () => texts);
}

/** A feature as the type that the newest schema gives it. */
export async function featureColumn(
  engine: Engine,
  connection: DuckDBConnection,
  { selection }: RowRequest,
  feature: string,
): Promise<RowColumn> {
  const { model } = selection;
  const type = engine.layouts.featureType(model, feature);
  if (type === 'number') {
    return number('feature', (layout) => featureExpression(engine, layout, feature, type, null).value);
  }
  if (type === 'boolean') {
    const of: SourceColumn['of'] = (layout) => featureExpression(engine, layout, feature, type, null).value;
    return coded('feature', of, () => BOOLEANS);
  }
  const dictionary = engine.dictionaries.of(model, `feature:${feature}`);
  const formerTexts = await textsOfOlderSchemas(engine, connection, selection, feature);
  const texts = new RequestTexts(dictionary, formerTexts);
  const of: SourceColumn['of'] = (layout) => featureExpression(engine, layout, feature, type, texts).value;
  if (formerTexts.length === 0) return coded('feature', of, () => dictionary.texts);
  return {
    ...coded('feature', of, () => dictionary.texts),
    read: (chunks, index, rows) => mergeTexts(integers(chunks, index, rows), dictionary, texts),
  };
}

/** Codes of the request and of the dictionary as one dictionary. */
function mergeTexts(codes: Int32Array, { texts }: Dictionary, all: RequestTexts): Column {
  const merged = [...texts];
  const places = new Map<number, number>();
  codes.forEach((code, index) => {
    if (code < texts.length) return;
    let place = places.get(code);
    if (place === undefined) {
      place = merged.push(all.textOf(code) ?? '(another number)') - 1;
      places.set(code, place);
    }
    codes[index] = place;
  });
  return { type: 'category', codes, dictionary: merged };
}

/** What the feature can be read as where an older schema of the window held it as a number or a boolean. */
async function textsOfOlderSchemas(
  engine: Engine,
  connection: DuckDBConnection,
  selection: RowRequest['selection'],
  feature: string,
): Promise<string[]> {
  const types = engine.layouts
    .require(selection.model)
    .map(({ featureColumns }) => featureColumns.get(feature)?.type);
  const texts = types.includes('boolean') ? [...BOOLEANS] : [];
  if (!types.includes('number')) return texts;
  const values = sourceOf(engine, selection, [
    {
      name: 'value',
      of: ({ featureColumns }) => {
        const found = featureColumns.get(feature);
        return found?.type === 'number' ? found.column : 'NULL::DOUBLE';
      },
    },
  ]);
  const rows = await readCells(
    connection,
    `SELECT DISTINCT value FROM ${values} WHERE value IS NOT NULL LIMIT ${NUMBERS_AS_TEXT}`,
  );
  return [...texts, ...rows.map(([value]) => String(value))];
}

/** Doubles of a column without NULLs, as one block. */
export function numbers(chunks: readonly DuckDBDataChunk[], column: number, rows: number): Float64Array {
  const values = new Float64Array(rows);
  copyBlocks(new Uint8Array(values.buffer), chunks, column, Float64Array.BYTES_PER_ELEMENT);
  return values;
}

/** 32-bit integers of a column without NULLs, as one block. */
export function integers(chunks: readonly DuckDBDataChunk[], column: number, rows: number): Int32Array {
  const values = new Int32Array(rows);
  copyBlocks(new Uint8Array(values.buffer), chunks, column, Int32Array.BYTES_PER_ELEMENT);
  return values;
}

/** Memory to memory: the API above the bindings makes a JavaScript value of each cell. */
function copyBlocks(
  target: Uint8Array,
  chunks: readonly DuckDBDataChunk[],
  column: number,
  bytesPerValue: number,
): void {
  let offset = 0;
  for (const { chunk } of chunks) {
    const bytes = duckdb.data_chunk_get_size(chunk) * bytesPerValue;
    target.set(duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk, column), bytes), offset);
    offset += bytes;
  }
}
