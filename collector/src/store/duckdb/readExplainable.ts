import type { DuckDBConnection } from '@duckdb/node-api';
import type { ExplainableRequest, ExplainableRows } from '../replayed';
import type { Column, RowRequest } from '../rows';
import type { Engine } from './engine';
import { text } from './quote';
import { dimensionRowColumn, featureColumn, numbers, type RowColumn } from './rowColumns';
import { ANSWERED, plain, type SourceColumn, sourceOf } from './source';

/** Columns of the answer before those of the features. */
const FIXED = 6;

/**
 * Answered rows with their features: the ones named, or some chosen by a hash of their number and the seed, so that the
 * same seed chooses the same rows. In order of time.
 */
export function readExplainable(
  engine: Engine,
  request: ExplainableRequest,
  signal?: AbortSignal,
): Promise<ExplainableRows> {
  return engine.database.read((connection) => read(engine, connection, request), signal);
}

async function read(
  engine: Engine,
  connection: DuckDBConnection,
  { selection, features, ids, sample }: ExplainableRequest,
): Promise<ExplainableRows> {
  const rowRequest: RowRequest = { selection, features, segments: [], asOf: Infinity, answeredOnly: true };
  const columns: RowColumn[] = [];
  for (const name of features) columns.push(await featureColumn(engine, connection, rowRequest, name));
  const sources = columns.map(({ source }, index): SourceColumn => ({ name: `f_${index}`, of: source.of }));
  const version = dimensionRowColumn(engine, selection.model, 'version');
  const condition = ids ? `${ANSWERED} AND id IN (${ids.map(text).join(', ')})` : ANSWERED;
  const source = sourceOf(
    engine,
    selection,
    [
      plain('id'),
      plain('number'),
      plain('ts'),
      plain("coalesce(score, 'NaN'::DOUBLE)", 'score'),
      plain('attributions'),
      { name: 'version', of: version.source.of },
      ...sources,
    ],
    condition,
  );
  const chosen = sample
    ? `(SELECT * FROM ${source} ORDER BY hash(number * 1000003 + ${Math.trunc(sample.seed)}), number LIMIT ${Math.trunc(sample.rows)})`
    : source;
  const result = await connection.run(
    `SELECT id, attributions, number::DOUBLE, ts::DOUBLE, score, version${sources
      .map(({ name }) => `, ${name}`)
      .join('')} FROM ${chosen} ORDER BY ts, number`,
  );
  const chunks = await result.fetchAllChunks();
  const count = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const cells = (column: number): (string | null)[] =>
    chunks.flatMap((chunk) => chunk.getColumnValues(column) as (string | null)[]);
  return {
    rows: count,
    ids: cells(0).map(String),
    numbers: numbers(chunks, 2, count),
    ts: numbers(chunks, 3, count),
    scores: numbers(chunks, 4, count),
    versions: version.read(chunks, 5, count) as Column & { type: 'category' },
    features: Object.fromEntries(
      features.map((name, index) => [name, columns[index]!.read(chunks, FIXED + index, count)]),
    ),
    attributions: cells(1).map((one) => (one === null ? null : (JSON.parse(one) as Record<string, number>))),
  };
}
