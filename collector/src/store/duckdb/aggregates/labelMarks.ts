import type { DuckDBConnection } from '@duckdb/node-api';
import type { LabelRecord } from '../../../contract';
import { type ColumnSpec, appendRows } from '../chunkAppender';
import type { Engine } from '../engine';
import { DAY_MS, dayOf } from './tables';

/**
 * Writes down, in the transaction that appends labels, on which days some arrived. What a label changed depends on
 * the one before it: where labels come out of order, the days of the later labels of the same predictions are marked
 * too.
 */
export async function markLabels(
  { aggregates, labels }: Engine,
  connection: DuckDBConnection,
  records: readonly LabelRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const days = new Set(records.map(({ ts }) => Math.floor(ts / DAY_MS)));
  const mark = aggregates.nextMark++;
  const made = Date.now();
  const rows = [...days].map((day) => ({ day, mark, made }));
  await appendRows(connection, 'aggregate_label_marks', COLUMNS, rows);
  const first = [...days].reduce((least, day) => Math.min(least, day), Infinity);
  const before = aggregates.lastLabelDay;
  aggregates.lastLabelDay = [...days].reduce((last, day) => Math.max(last, day), before);
  if (first >= before) return;
  const appended = `sequence >= ${labels.nextSequence - records.length}`;
  await connection.run(
    `INSERT INTO aggregate_label_marks SELECT DISTINCT ${dayOf('ts')}, ${mark}, ${made} FROM labels
      WHERE ts > ${first * DAY_MS} AND prediction IN (SELECT prediction FROM labels WHERE ${appended})`,
  );
}

interface LabelMark {
  day: number;
  mark: number;
  made: number;
}

const COLUMNS: ColumnSpec<LabelMark>[] = [
  { type: 'INTEGER', read: ({ day }) => day },
  { type: 'BIGINT', read: ({ mark }) => mark },
  { type: 'BIGINT', read: ({ made }) => made },
];
