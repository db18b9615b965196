import { type FeatureSpec, type Grouped, SCORE_COLUMN } from '../../contract';
import type { JoinedBinCounts, JoinedBinRequest } from '../requests';
import { baselineColumn, findBaseline } from './baselines';
import { type Cell, readCells } from './database';
import type { Engine } from './engine';
import { featureExpression, RequestTexts } from './featureExpression';
import { Groups } from './groups';
import { doubles } from './quote';
import { ANSWERED, groupBy, type Keys, keysOf, plain, prefix, type SourceColumn, sourceOf } from './source';
import { boundsOfEdges, sturgesEdges } from './sturges';
import { type Weighting, weightingOf } from './weights';

/** Numbers with more distinct baseline values than this are binned; others are counted value by value. */
const DISTINCT_LIMIT = 20;

/**
 * Counts of both samples over the bins of Evidently, present values only. The bins are those of the joined sample, so
 * each group has its own, and nothing here can be added up over time.
 */
export async function countJoinedBins(
  engine: Engine,
  request: JoinedBinRequest,
  signal?: AbortSignal,
): Promise<Grouped<JoinedBinCounts>[]> {
  const { selection, column } = request;
  const isScore = column === SCORE_COLUMN;
  const type = isScore ? 'number' : engine.layouts.featureType(selection.model, column);
  const baseline = await findBaseline(engine.database, selection.model, request.baselineVersion);
  const sample: Sample = {
    engine,
    keys: keysOf(engine, { ...request, bucketMs: null }),
    weighting: await weightingOf(engine, selection),
    baseline: `(SELECT ${baselineColumn(baseline, column)} AS value FROM ${baseline.table})`,
    source: (more) =>
      sourceOf(engine, selection, more, isScore ? `${ANSWERED} AND score IS NOT NULL` : 'true'),
    signal,
  };
  if (type === 'number') {
    const value = isScore
      ? plain('score', 'value')
      : {
          name: 'value',
          of: (layout: Parameters<SourceColumn['of']>[0]) =>
            featureExpression(engine, layout, column, type, null).value,
        };
    const [row] = await engine.database.rows(
      `SELECT count(DISTINCT value), count(value), min(value), max(value) FROM ${sample.baseline}`,
    );
    const [distinct, n, min, max] = row!;
    return Number(distinct) > DISTINCT_LIMIT
      ? countSturges(sample, value, { n: Number(n), min: Number(min), max: Number(max) })
      : countValues(sample, value, (cell) => Number(cell));
  }
  return countTexts(sample, column, type, selection.model);
}

interface Sample {
  engine: Engine;
  keys: Keys;
  weighting: Weighting;
  /** SQL with the column `value`. */
  baseline: string;
  source: (columns: SourceColumn[]) => string;
  signal?: AbortSignal;
}

const empty = (): JoinedBinCounts => ({ baseline: [], current: [], rows: 0 });

async function countSturges(
  { engine, keys, weighting, baseline, source, signal }: Sample,
  value: SourceColumn,
  reference: { n: number; min: number; max: number },
): Promise<Grouped<JoinedBinCounts>[]> {
  const names = [...keys.names, ...weighting.names];
  const from = source([...keys.columns, ...weighting.columns, value]);
  return engine.database.read(async (connection) => {
    const groups = new Groups(keys, () => ({ n: 0, min: Infinity, max: -Infinity, keys: [] as Cell[] }));
    const ranges = `SELECT ${prefix(keys.names)} count(value), min(value), max(value) FROM ${from} ${groupBy(keys.names)}`;
    for (const row of await readCells(connection, ranges)) {
      const [n, min, max] = row.slice(keys.names.length);
      const group = groups.at(row);
      group.keys = row.slice(0, keys.names.length);
      if (Number(n) > 0) Object.assign(group, { n: Number(n), min: Number(min), max: Number(max) });
    }
    const answer: Grouped<JoinedBinCounts>[] = [];
    for (const { value: group, ...grouped } of groups.list()) {
      const edges = sturgesEdges(
        reference.n + group.n,
        Math.min(reference.min, group.min),
        Math.max(reference.max, group.max),
      );
      const histogram = `map_values(histogram(value, ${doubles(boundsOfEdges(edges))}))::DOUBLE[]`;
      const counts = empty();
      counts.rows = group.n;
      const bins = edges.length - 1;
      const isGroup = keys.names.map((name, index) => {
        const code = group.keys[index] ?? null;
        return `${name} IS NOT DISTINCT FROM ${code === null ? 'NULL' : Number(code)}`;
      });
      const [base] = await readCells(connection, `SELECT ${histogram} FROM ${baseline}`);
      counts.baseline = filled(base![0]!, bins, 1);
      counts.current = new Array<number>(bins).fill(0);
      const where = isGroup.length === 0 ? '' : `WHERE ${isGroup.join(' AND ')}`;
      const rows = await readCells(
        connection,
        `SELECT ${prefix(names)} ${histogram} FROM ${from} ${where} ${groupBy(names)}`,
      );
      for (const row of rows) {
        const part = filled(row[names.length] ?? [], bins, weighting.weightOf(row[keys.names.length]));
        part.forEach((count, bin) => (counts.current[bin]! += count));
      }
      answer.push({ ...grouped, value: counts });
    }
    return answer;
  }, signal);
}

/** The engine leaves out the open bin at the end when nothing is in it. */
function filled(histogram: Cell, bins: number, weight: number): number[] {
  const counts = histogram as number[];
  return Array.from({ length: bins }, (_, bin) => (counts[bin] ?? 0) * weight);
}

function countTexts(
  sample: Sample,
  column: string,
  type: FeatureSpec['type'],
  model: string,
): Promise<Grouped<JoinedBinCounts>[]> {
  const { engine } = sample;
  return engine.database
    .rows(`SELECT DISTINCT value::VARCHAR FROM ${sample.baseline} WHERE value IS NOT NULL`)
    .then((rows) => {
      const dictionary = engine.dictionaries.of(model, `feature:${column}`);
      const texts = new RequestTexts(
        dictionary,
        rows.map(([value]) => String(value)),
      );
      const value: SourceColumn = {
        name: 'value',
        of: (layout) => featureExpression(engine, layout, column, type, texts).value,
      };
      const read = (cell: Cell): string =>
        type === 'boolean' ? String(cell === 1) : (texts.textOf(Number(cell)) ?? '(another number)');
      return countValues(sample, value, read);
    });
}

/** Each distinct value of either sample is a bin, in the order of the values. */
async function countValues(
  { engine, keys, weighting, baseline, source, signal }: Sample,
  value: SourceColumn,
  read: (cell: Cell) => number | string,
): Promise<Grouped<JoinedBinCounts>[]> {
  const names = [...keys.names, ...weighting.names];
  const from = source([...keys.columns, ...weighting.columns, value]);
  return engine.database.read(async (connection) => {
    const base = new Map<string | number, number>();
    const baselineCounts = `SELECT value, count(*) FROM ${baseline} WHERE value IS NOT NULL GROUP BY value`;
    for (const [cell, count] of await readCells(connection, baselineCounts)) {
      base.set(typeof cell === 'boolean' ? String(cell) : (cell as string | number), Number(count));
    }
    const groups = new Groups(keys, () => ({ rows: 0, counts: new Map<string | number, number>() }));
    const current = `SELECT ${prefix(names)} value, count(*) FROM ${from} WHERE value IS NOT NULL ${groupBy([...names, 'value'])}`;
    for (const row of await readCells(connection, current)) {
      const [cell, count] = row.slice(names.length);
      const group = groups.at(row);
      const bin = read(cell!);
      const weight = weighting.weightOf(row[keys.names.length]);
      group.counts.set(bin, (group.counts.get(bin) ?? 0) + Number(count) * weight);
      group.rows += Number(count);
    }
    return groups.list().map(({ value: { rows, counts }, ...grouped }) => {
      const bins = [...new Set([...base.keys(), ...counts.keys()])].sort((a, b) =>
        a < b ? -1 : a > b ? 1 : 0,
      );
      return {
        ...grouped,
        value: {
          baseline: bins.map((bin) => base.get(bin) ?? 0),
          current: bins.map((bin) => counts.get(bin) ?? 0),
          rows,
        },
      };
    });
  }, signal);
}
