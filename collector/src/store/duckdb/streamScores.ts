import type { ScoreRequest } from '../requests';
import type { Cell } from './database';
import type { Engine } from './engine';
import { labelIs, labelsAsOf, placeColumn } from './labels';
import { ANSWERED, groupBy, type Keys, plain, prefix, sourceOf } from './source';
import { streamRows } from './streamRows';
import { isSampled } from './weights';

/** Answered predictions of a group with the same score and label. */
export interface ScoredRows {
  /** Null where there is no score, or no label yet. */
  score: number | null;
  isPositive: boolean;
  weight: number;
  rows: number;
}

/** By distinct score, ascending within each group; `row` begins with the keys. */
export async function* streamScores(
  engine: Engine,
  { selection, positiveClass, asOf, absence }: ScoreRequest,
  keys: Keys,
  signal?: AbortSignal,
): AsyncGenerator<ScoredRows & { row: Cell[] }, void, void> {
  const weight = (await isSampled(engine, selection)) ? 'sum(1 / sample_rate)' : 'count(*)';
  const columns = [
    ...keys.columns,
    placeColumn(engine, selection.model),
    plain('score'),
    plain('sample_rate'),
  ];
  const from = sourceOf(engine, selection, columns, ANSWERED);
  const scored = 'CASE WHEN truth.place IS NOT NULL THEN score END';
  const sql = `SELECT ${prefix(keys.names)} ${scored} AS shown_score, ${labelIs(engine, positiveClass)} AS positive,
      (${weight})::DOUBLE, count(*)::DOUBLE
    FROM ${from} AS served LEFT JOIN (${labelsAsOf(engine, selection, ANSWERED, asOf, undefined, absence)}) AS truth ON served.place = truth.place
    ${groupBy([...keys.names, 'shown_score', 'positive'])} ORDER BY shown_score`;
  for await (const row of streamRows(engine.database, sql, signal)) {
    const [score, positive, weighed, rows] = row.slice(keys.names.length);
    yield {
      row,
      score: score === null ? null : Number(score),
      isPositive: positive === true,
      weight: Number(weighed),
      rows: Number(rows),
    };
  }
}
