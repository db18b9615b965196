import type { Grouped, PredictedScores } from '../../contract';
import type { AggregateRequest, ScoredClasses } from '../requests';
import { scoreColumns } from './classScores';
import type { Cell } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';
import { streamRows } from './streamRows';

interface Tally {
  predicted: number[];
  scores: number[][];
  weights: number[];
  rows: number;
}

/**
 * Answered predictions by class and scores, each distinct one once. One without a score of every class, or of a class
 * that is none of them, is left out.
 */
export async function countPredictions(
  engine: Engine,
  request: AggregateRequest & ScoredClasses,
  signal?: AbortSignal,
): Promise<Grouped<PredictedScores>[]> {
  const { selection, classes, positive } = request;
  const keys = keysOf(engine, request);
  const isBinary = positive !== undefined;
  const columns = [
    ...keys.columns,
    plain('class', 'predicted'),
    plain(isBinary ? 'score' : 'scores'),
    plain('1 / sample_rate', 'weight'),
  ];
  const names = isBinary ? ['s0'] : classes.map((_, index) => `s${index}`);
  const source = sourceOf(engine, selection, columns, ANSWERED);
  const groups = new Groups(keys, (): Tally => ({
    predicted: [],
    scores: names.map(() => []),
    weights: [],
    rows: 0,
  }));
  if (names.length > 0) {
    const complete = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
    const distinct = [...keys.names, 'predicted', ...names];
    const sql = `SELECT ${prefix(distinct)} sum(weight)::DOUBLE, count(*)::DOUBLE FROM (
        SELECT ${prefix(keys.names)} predicted, weight, ${isBinary ? 'score AS s0' : scoreColumns(classes)}
        FROM ${source}) WHERE ${complete} AND predicted IS NOT NULL ${groupBy(distinct)}`;
    const { texts } = engine.dictionaries.of(selection.model, 'class');
    const places = new Map(classes.map((name, index) => [name, index]));
    for await (const row of streamRows(engine.database, sql, signal)) {
      const cells = row.slice(keys.names.length);
      const place = places.get(texts[Number(cells[0])] ?? '');
      if (place !== undefined) add(groups.at(row), place, cells.slice(1));
    }
  }
  return groups.list().map(({ value, ...group }) => ({
    ...group,
    value: {
      predicted: Int32Array.from(value.predicted),
      scores: value.scores.map((scores) => Float64Array.from(scores)),
      weights: Float64Array.from(value.weights),
      rows: value.rows,
    },
  }));
}

function add(tally: Tally, predicted: number, cells: Cell[]): void {
  const count = tally.scores.length;
  tally.predicted.push(predicted);
  tally.scores.forEach((scores, index) => scores.push(Number(cells[index])));
  tally.weights.push(Number(cells[count]));
  tally.rows += Number(cells[count + 1]);
}
