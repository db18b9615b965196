import type { ClassScoreCounts, Grouped } from '../../contract';
import type { LabelledRequest } from '../requests';
import { scoreColumns, scoreTotal } from './classScores';
import type { Cell } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { labelsAsOf, placeAmong, placeColumn } from './labels';
import { ANSWERED, groupBy, keysOf, plain, prefix, sourceOf } from './source';
import { streamRows } from './streamRows';

interface Tally {
  byClass: { scores: number[]; positives: number[]; negatives: number[] }[];
  rows: number;
  servedRows: number;
  served: number;
}

/** Number of the branch that counts all answered predictions; the others are those of the classes. */
const SERVED = -1;

/**
 * Labelled predictions by the distinct scores of each class. A row without a score of every class, or with a label
 * that is none of them, is served and not counted.
 */
export async function countClassScores(
  engine: Engine,
  request: LabelledRequest & { classes: string[] },
  signal?: AbortSignal,
): Promise<Grouped<ClassScoreCounts>[]> {
  const { selection, classes, asOf, absence } = request;
  const keys = keysOf(engine, request);
  const columns = [
    ...keys.columns,
    placeColumn(engine, selection.model),
    plain('scores'),
    plain('1 / sample_rate', 'weight'),
  ];
  const served = `SELECT ${prefix(keys.names)} weight, ${placeAmong(engine, classes)} AS label,
      ${scoreColumns(classes) || 'NULL'}
    FROM ${sourceOf(engine, selection, columns, ANSWERED)} AS served
      LEFT JOIN (${labelsAsOf(engine, selection, ANSWERED, asOf, undefined, absence)}) AS truth ON served.place = truth.place`;
  const total = scoreTotal(classes);
  const branches = classes.map(
    (_, index) => `SELECT ${prefix(keys.names)} ${index} AS branch, s${index} / (${total}) AS share,
        label = ${index} AS positive, sum(weight)::DOUBLE, count(*)::DOUBLE
      FROM served WHERE label IS NOT NULL AND ${total} > 0
      ${groupBy([...keys.names, 'share', 'positive'])}`,
  );
  const all = `SELECT ${prefix(keys.names)} ${SERVED} AS branch, NULL AS share, false AS positive,
      coalesce(sum(weight), 0)::DOUBLE, count(*)::DOUBLE FROM served ${groupBy(keys.names)}`;
  const sql = `WITH served AS MATERIALIZED (${served})
    SELECT * FROM (${[all, ...branches].join(' UNION ALL ')}) ORDER BY branch, share`;

  const groups = new Groups(keys, (): Tally => ({
    byClass: classes.map(() => ({ scores: [], positives: [], negatives: [] })),
    rows: 0,
    servedRows: 0,
    served: 0,
  }));
  for await (const row of streamRows(engine.database, sql, signal)) {
    add(groups.at(row), row.slice(keys.names.length));
  }
  return groups.list().map(({ value: { byClass, ...counts }, ...group }) => ({
    ...group,
    value: {
      classes,
      byClass: byClass.map(({ scores, positives, negatives }) => ({
        scores: Float64Array.from(scores),
        positives: Float64Array.from(positives),
        negatives: Float64Array.from(negatives),
      })),
      ...counts,
    },
  }));
}

function add(tally: Tally, [branch, share, positive, weight, rows]: Cell[]): void {
  if (branch === SERVED) {
    tally.served += Number(weight);
    tally.servedRows += Number(rows);
    return;
  }
  // Every labelled row is in each branch once.
  if (branch === 0) tally.rows += Number(rows);
  const { scores, positives, negatives } = tally.byClass[Number(branch)]!;
  if (scores.length === 0 || scores[scores.length - 1] !== share) {
    scores.push(Number(share));
    positives.push(0);
    negatives.push(0);
  }
  const side = positive === true ? positives : negatives;
  side[side.length - 1]! += Number(weight);
}
