import type { BaselineSample, BaselineSampleRequest } from '../baselineRows';
import type { Column } from '../rows';
import { findBaseline } from './baselines';
import { readCells } from './database';
import type { Engine } from './engine';
import { integers, numbers } from './rowColumns';

type Category = Column & { type: 'category' };

/** Rows are chosen by a hash of where they lie, which has nothing to do with what they hold. */
const HASH_RANGE = 1_000_000;

/** Rows of a baseline, or a sample of them that is the same each time, in whole columns. */
export function sampleBaseline(
  { database }: Engine,
  request: BaselineSampleRequest,
  signal?: AbortSignal,
): Promise<BaselineSample> {
  return database.read(async (connection) => {
    const baseline = await findBaseline(database, request.model, request.baselineVersion);
    const { table, classScores = [], segments = [] } = baseline;
    const [counted] = await readCells(connection, `SELECT count(*)::DOUBLE FROM ${table}`);
    const total = Number(counted![0]);
    const share = total > request.limit ? request.limit / total : 1;
    const place = (column: string): Source => ({ column, type: 'number' });
    const features = request.features.flatMap((name): [string, Source][] => {
      const index = baseline.features.findIndex((one) => one.name === name);
      return index === -1 ? [] : [[name, { column: `f${index}`, type: baseline.features[index]!.type }]];
    });
    const dimensions = request.segments.flatMap((name): [string, Source][] => {
      const index = segments.indexOf(name);
      return index === -1 ? [] : [[name, { column: `s${index}`, type: 'category' }]];
    });
    const scored = request.classes.map((name) => classScores.indexOf(name));
    const scores = scored.includes(-1) ? [] : scored.map((index) => place(`c${index}`));
    const all: Source[] = [
      place('score'),
      { column: 'label', type: 'category' },
      ...scores,
      ...features.map(([, source]) => source),
      ...dimensions.map(([, source]) => source),
    ];
    const where = share < 1 ? `WHERE hash(rowid) % ${HASH_RANGE} < ${Math.round(share * HASH_RANGE)}` : '';
    const rowsRead = `(SELECT *, rowid AS place FROM ${table} ${where})`;
    const dictionaries = await Promise.all(
      all.map(async ({ column, type }) => {
        if (type !== 'category') return BOOLEANS;
        const sql = `SELECT DISTINCT ${column} AS value FROM ${rowsRead} WHERE value IS NOT NULL ORDER BY value`;
        return (await readCells(connection, sql)).map(([value]) => String(value));
      }),
    );
    const select = all.map(({ column, type }, index) => expressionOf(column, type, index));
    const sql = `SELECT ${select.join(', ')} FROM ${rowsRead} ORDER BY place`;
    const chunks = await (await connection.run(sql)).fetchAllChunks();
    const rows = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
    const columns = all.map(({ type }, index): Column =>
      type === 'number'
        ? { type, values: numbers(chunks, index, rows) }
        : { type: 'category', codes: integers(chunks, index, rows), dictionary: dictionaries[index]! },
    );
    const [score, label, ...rest] = columns;
    const valuesOf = (column: Column): Float64Array => (column as Column & { type: 'number' }).values;
    const named = <T extends Column>(names: [string, Source][], from: Column[]): Record<string, T> =>
      Object.fromEntries(names.map(([name], index) => [name, from[index] as T]));
    return {
      total,
      share,
      rows,
      features: named(features, rest.slice(scores.length)),
      segments: named<Category>(dimensions, rest.slice(scores.length + features.length)),
      scores: valuesOf(score!),
      classScores: rest.slice(0, scores.length).map(valuesOf),
      labels: baseline.hasLabels ? (label as Category) : null,
    };
  }, signal);
}

interface Source {
  column: string;
  type: 'number' | 'category' | 'boolean';
}

const BOOLEANS = ['false', 'true'];

/** A category as its place among the distinct texts of its column, in their order, as the dictionary has them. */
function expressionOf(column: string, type: Source['type'], index: number): string {
  if (type === 'number') return `coalesce(${column}, 'NaN'::DOUBLE) AS v${index}`;
  if (type === 'boolean') return `coalesce(${column}::INTEGER, -1) AS v${index}`;
  const place = `dense_rank() OVER (ORDER BY ${column} NULLS LAST) - 1`;
  return `CASE WHEN ${column} IS NULL THEN -1 ELSE (${place})::INTEGER END AS v${index}`;
}
