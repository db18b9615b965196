import type { DuckDBConnection } from '@duckdb/node-api';
import type { LabelRecord } from '../../contract';
import { type ColumnSpec, appendRows } from './chunkAppender';
import type { Dictionary } from './dictionaries';
import { OVERFLOW_CODE } from './dictionaries';
import type { Engine } from './engine';
import { time } from './quote';

/** Labels do not name a model, so their dictionary belongs to none. */
export const labelDictionary = (engine: Engine): Dictionary => engine.dictionaries.of('', 'label');

interface LabelRow {
  record: LabelRecord;
  code: number;
  sequence: number;
}

export async function appendLabels(
  engine: Engine,
  connection: DuckDBConnection,
  records: readonly LabelRecord[],
): Promise<void> {
  const encode = engine.dictionaries.encoder('', 'label');
  const rows = records.map((record) => ({
    record,
    code: encode(record.label),
    sequence: engine.labels.nextSequence++,
  }));
  await appendRows(connection, 'labels', COLUMNS, rows);
}

const COLUMNS: ColumnSpec<LabelRow>[] = [
  { type: 'VARCHAR', read: ({ record }) => record.predictionId },
  { type: 'BIGINT', read: ({ record }) => record.ts },
  { type: 'INTEGER', read: ({ code }) => code },
  // Kept as text where the dictionary is full: the labels of a regression are all different.
  { type: 'VARCHAR', read: ({ record, code }) => (code === OVERFLOW_CODE ? record.label : null) },
  { type: 'DOUBLE', read: ({ record }) => record.value },
  { type: 'BIGINT', read: ({ sequence }) => sequence },
  { type: 'BIGINT', read: ({ record }) => record.receivedAt },
];

/** Time and sequence as one number that compares as the pair of them: a pair is slower to compare. */
const ORDER = '(ts::HUGEINT * 1099511627776 + sequence)';

/**
 * For each prediction of `ids` (SQL with a column `id`) its label as of a moment: the latest by time, then by order
 * of arrival; and when the first one came, which is what the lag is measured to.
 *
 * Only labels of those predictions are grouped: the store may hold many more.
 */
export function labelsAsOf(ids: string, asOf: number): string {
  return `SELECT prediction, arg_max(code, ${ORDER}) AS code, arg_max(coalesce(other, ''), ${ORDER}) AS other,
      min(ts) AS arrived
    FROM labels SEMI JOIN (${ids}) AS wanted ON labels.prediction = wanted.id
    WHERE ts <= ${time(Math.floor(asOf))} GROUP BY prediction`;
}
