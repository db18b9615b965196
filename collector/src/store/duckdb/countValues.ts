import { badRequest, type DistinctValues, type Grouped, SCORE_COLUMN } from '../../contract';
import type { ValueCounts, ValueRequest } from '../requests';
import { baselineColumn, findBaseline } from './baselines';
import type { Engine } from './engine';
import { featureExpression } from './featureExpression';
import { Groups } from './groups';
import { ANSWERED, groupBy, keysOf, plain, prefix, type SourceColumn, sourceOf } from './source';
import { streamRows } from './streamRows';
import { isSampled } from './weights';

/** Values on their way: arrays that grow. */
interface Tally {
  values: number[];
  weights: number[];
  rows: number;
}

const empty = (): Tally => ({ values: [], weights: [], rows: 0 });

/**
 * Distinct present values of a numeric column with their weights, for each group and bucket, and of the baseline's
 * rows: what every two-sample test is computed from.
 */
export async function countValues(
  engine: Engine,
  request: ValueRequest,
  signal?: AbortSignal,
): Promise<ValueCounts> {
  const [baseline, current] = await Promise.all([
    countBaseline(engine, request, signal),
    countCurrent(engine, request, signal),
  ]);
  return { baseline, current };
}

async function countBaseline(
  engine: Engine,
  { selection, column, baselineVersion }: ValueRequest,
  signal?: AbortSignal,
): Promise<DistinctValues> {
  if (baselineVersion === null) return finish(empty());
  const baseline = await findBaseline(engine.database, selection.model, baselineVersion);
  const type = baseline.features.find(({ name }) => name === column)?.type;
  if (type !== undefined && type !== 'number') throw notNumeric(column, `a ${type} in the baseline`);
  const sql = `SELECT ${baselineColumn(baseline, column)} AS value, count(*)::DOUBLE AS n FROM ${baseline.table}
    WHERE value IS NOT NULL GROUP BY value ORDER BY value`;
  const tally = empty();
  for await (const [value, n] of streamRows(engine.database, sql, signal)) {
    add(tally, Number(value), Number(n), Number(n));
  }
  return finish(tally);
}

async function countCurrent(
  engine: Engine,
  request: ValueRequest,
  signal?: AbortSignal,
): Promise<Grouped<DistinctValues>[]> {
  const { selection, column } = request;
  const isScore = column === SCORE_COLUMN;
  const type = isScore ? 'number' : engine.layouts.featureType(selection.model, column);
  if (type !== 'number') throw notNumeric(column, `a ${type}`);
  const keys = keysOf(engine, request);
  const sampled = await isSampled(engine, selection);
  const value: SourceColumn = isScore
    ? plain('score', 'value')
    : { name: 'value', of: (layout) => featureExpression(engine, layout, column, 'number', null).value };
  const columns = [...keys.columns, value, ...(sampled ? [plain('sample_rate')] : [])];
  const weight = sampled ? 'sum(1 / sample_rate)' : 'count(*)';
  const sql = `SELECT ${prefix(keys.names)} value, (${weight})::DOUBLE, count(*)::DOUBLE
    FROM ${sourceOf(engine, selection, columns, isScore ? ANSWERED : 'true')}
    WHERE value IS NOT NULL ${groupBy([...keys.names, 'value'])} ORDER BY value`;
  const groups = new Groups(keys, empty);
  for await (const row of streamRows(engine.database, sql, signal)) {
    const [cell, weight, rows] = row.slice(keys.names.length);
    add(groups.at(row), Number(cell), Number(weight), Number(rows));
  }
  return groups.list().map(({ value: tally, ...group }) => ({ ...group, value: finish(tally) }));
}

function add(tally: Tally, value: number, weight: number, rows: number): void {
  tally.values.push(value);
  tally.weights.push(weight);
  tally.rows += rows;
}

const finish = ({ values, weights, rows }: Tally): DistinctValues => ({
  values: Float64Array.from(values),
  weights: Float64Array.from(weights),
  rows,
});

const notNumeric = (column: string, what: string) =>
  badRequest(
    'feature-does-not-fit',
    `Feature "${column}" is ${what}: values are counted of numbers only; count its levels instead.`,
  );
