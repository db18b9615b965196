import type { DuckDBConnection } from '@duckdb/node-api';
import type { PredictionRecord } from '../../../contract';
import { type ColumnSpec, appendRows } from '../chunkAppender';
import { type Database } from '../database';
import type { Engine } from '../engine';
import { DAY_MS, HOUR_MS } from './tables';

/** What the engine keeps in memory about its aggregates. */
export interface AggregateState {
  /** Number of the next mark: which of them a build has seen. */
  nextMark: number;
  /** The last day on which a label arrived, of all there have been. */
  lastLabelDay: number;
  /** Raised when rows are deleted: a build that began before must not write what it has read. */
  deletions: number;
}

export async function loadAggregateState(database: Database): Promise<AggregateState> {
  const [row] = await database.rows(
    `SELECT greatest(coalesce((SELECT max(mark) FROM aggregate_marks), 0),
      coalesce((SELECT max(mark) FROM aggregate_label_marks), 0)), (SELECT max(ts)::DOUBLE FROM labels)`,
  );
  const [lastMark, lastLabel] = row!;
  return {
    nextMark: Number(lastMark) + 1,
    lastLabelDay: lastLabel === null ? -Infinity : Math.floor(Number(lastLabel) / DAY_MS),
    deletions: 0,
  };
}

interface Mark {
  model: string;
  hour: number;
}

/** Writes down, in the transaction that changes them, which hours of predictions no longer are as they were counted. */
export async function markHours(
  { aggregates }: Engine,
  connection: DuckDBConnection,
  marks: readonly Mark[],
  /** When it happened; earlier for what has been quiet for long. */
  at = Date.now(),
): Promise<void> {
  const mark = aggregates.nextMark++;
  await appendRows(
    connection,
    'aggregate_marks',
    MARK_COLUMNS,
    marks.map((one) => ({ ...one, mark, at })),
  );
}

/** The hours of the predictions of a batch. */
export function hoursTouched(batches: Iterable<readonly PredictionRecord[]>): Mark[] {
  const touched = new Map<string, Set<number>>();
  for (const records of batches) {
    for (const { model, ts } of records) {
      const hours = touched.get(model) ?? new Set();
      touched.set(model, hours.add(Math.floor(ts / HOUR_MS)));
    }
  }
  return [...touched].flatMap(([model, hours]) => [...hours].map((hour) => ({ model, hour })));
}

const MARK_COLUMNS: ColumnSpec<Mark & { mark: number; at: number }>[] = [
  { type: 'VARCHAR', read: ({ model }) => model },
  { type: 'INTEGER', read: ({ hour }) => hour },
  { type: 'BIGINT', read: ({ mark }) => mark },
  { type: 'BIGINT', read: ({ at }) => at },
];
