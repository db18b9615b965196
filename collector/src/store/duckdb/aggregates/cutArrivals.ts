import type { DuckDBConnection } from '@duckdb/node-api';
import { readCells } from '../database';
import { DAY_MS } from './tables';

/** Which labels are seen at a moment, and where they are read. */
export interface ArrivalCut {
  /** Condition on the arrival of deltas. */
  counted: string;
  /** Condition on `ts` of the labels that are read themselves; null where there are none. */
  labels: string | null;
}

/**
 * Deltas tell of days on which no label came since they were counted, and of which all is to be seen; the labels of
 * the other days are read themselves, up to the moment (inclusive).
 */
export async function cutArrivals(connection: DuckDBConnection, asOf: number): Promise<ArrivalCut> {
  const marked = await readCells(connection, 'SELECT DISTINCT day FROM aggregate_label_marks');
  const lastDay = Math.floor(asOf / DAY_MS);
  const uncounted = marked.map(([day]) => Number(day)).filter((day) => day < lastDay);
  const counted = [
    lastDay === Infinity ? 'true' : `arrival < ${lastDay}`,
    uncounted.length === 0 ? 'true' : `arrival NOT IN (${uncounted.join(', ')})`,
  ].join(' AND ');
  // The day in which the moment lies is cut by it; of Infinity there is none.
  const cut = Number.isFinite(asOf) ? [`(ts >= ${lastDay * DAY_MS} AND ts <= ${Math.floor(asOf)})`] : [];
  const whole = uncounted.map((day) => `(ts >= ${day * DAY_MS} AND ts < ${(day + 1) * DAY_MS})`);
  const labels = `(${[...whole, ...cut].join(' OR ') || 'false'})`;
  const some = await readCells(connection, `SELECT 1 FROM labels WHERE ${labels} LIMIT 1`);
  return { counted, labels: some.length === 0 ? null : labels };
}
