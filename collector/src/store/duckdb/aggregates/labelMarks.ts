import type { DuckDBConnection } from '@duckdb/node-api';
import type { LabelRecord } from '../../../contract';
import { type ColumnSpec, appendRows } from '../chunkAppender';
import type { Engine } from '../engine';
import { HOUR_MS, hourOf } from './tables';

/**
 * Writes down, in the transaction that appends labels, in which hours some arrived. What a label changed depends on
 * the one before it: where labels come out of order, the hours of the later labels of the same predictions are marked
 * too.
 */
export async function markLabels(
  { aggregates, labels }: Engine,
  connection: DuckDBConnection,
  records: readonly LabelRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const hours = new Set(records.map(({ ts }) => Math.floor(ts / HOUR_MS)));
  const mark = aggregates.nextMark++;
  const made = Date.now();
  const rows = [...hours].map((hour) => ({ hour, mark, made }));
  await appendRows(connection, 'aggregate_label_marks', COLUMNS, rows);
  const first = [...hours].reduce((least, hour) => Math.min(least, hour), Infinity);
  const before = aggregates.lastLabelHour;
  aggregates.lastLabelHour = [...hours].reduce((last, hour) => Math.max(last, hour), before);
  if (first >= before) return;
  const appended = `sequence >= ${labels.nextSequence - records.length}`;
  await connection.run(
    `INSERT INTO aggregate_label_marks SELECT DISTINCT ${hourOf('ts')}, ${mark}, ${made} FROM labels
      WHERE ts > ${first * HOUR_MS} AND prediction IN (SELECT prediction FROM labels WHERE ${appended})`,
  );
}

interface LabelMark {
  hour: number;
  mark: number;
  made: number;
}

const COLUMNS: ColumnSpec<LabelMark>[] = [
  { type: 'INTEGER', read: ({ hour }) => hour },
  { type: 'BIGINT', read: ({ mark }) => mark },
  { type: 'BIGINT', read: ({ made }) => made },
];
