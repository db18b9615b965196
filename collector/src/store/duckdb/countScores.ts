import type { Grouped, ScoreCounts } from '../../contract';
import type { LabelledRequest } from '../store';
import type { Cell } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { labelIs, labelsAsOf, placeColumn } from './labels';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';
import { streamRows } from './streamRows';
import { isSampled } from './weights';

interface Tally {
  scores: number[];
  positives: number[];
  negatives: number[];
  rows: number;
  servedRows: number;
  served: number;
}

/** Labelled, scored predictions by distinct score, ascending; served ones without either are counted beside them. */
export async function countScores(
  engine: Engine,
  request: LabelledRequest & { positiveClass: string },
  signal?: AbortSignal,
): Promise<Grouped<ScoreCounts>[]> {
  const { selection, positiveClass, asOf, absence } = request;
  const keys = keysOf(engine, request);
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

  const groups = new Groups(keys, (): Tally => ({
    scores: [],
    positives: [],
    negatives: [],
    rows: 0,
    servedRows: 0,
    served: 0,
  }));
  for await (const row of streamRows(engine.database, sql, signal)) {
    addScore(groups.at(row), row.slice(keys.names.length));
  }
  return groups.list().map(({ value, ...group }) => ({
    ...group,
    value: {
      ...value,
      scores: Float64Array.from(value.scores),
      positives: Float64Array.from(value.positives),
      negatives: Float64Array.from(value.negatives),
    },
  }));
}

function addScore(tally: Tally, [score, positive, weight, rows]: Cell[]): void {
  tally.served += Number(weight);
  tally.servedRows += Number(rows);
  if (score === null || score === undefined) return;
  tally.rows += Number(rows);
  const last = tally.scores.length - 1;
  if (last === -1 || tally.scores[last] !== score) {
    tally.scores.push(Number(score));
    tally.positives.push(0);
    tally.negatives.push(0);
  }
  const side = positive === true ? tally.positives : tally.negatives;
  side[side.length - 1]! += Number(weight);
}
