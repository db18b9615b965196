import type { ExplanationRecord } from '../replayed';
import { appendRows, type ColumnSpec } from './chunkAppender';
import type { Engine } from './engine';
import { text } from './quote';

const COLUMNS: ColumnSpec<ExplanationRecord>[] = [
  { type: 'BIGINT', read: ({ number }) => number },
  { type: 'VARCHAR', read: ({ version }) => version },
  { type: 'BOOLEAN', read: ({ isServing }) => isServing },
  { type: 'VARCHAR', read: ({ attributions }) => JSON.stringify(attributions) },
];

/** Keeps computed attributions in one transaction; those of the same row and version are replaced. */
export function putExplanations(engine: Engine, rows: readonly ExplanationRecord[]): Promise<void> {
  return engine.database.transact(async (connection) => {
    for (const version of new Set(rows.map((row) => row.version))) {
      const numbers = rows.filter((row) => row.version === version).map(({ number }) => Math.trunc(number));
      await connection.run(
        `DELETE FROM explanations WHERE version = ${text(version)} AND prediction IN (${numbers.join(', ')})`,
      );
    }
    await appendRows(connection, 'explanations', COLUMNS, rows);
  });
}

/**
 * SQL for the attributions of a prediction: those that it came with, else those computed since of the version that
 * served it. Asked only where some were computed, because it costs a join.
 */
export async function attributionsColumn(engine: Engine): Promise<string> {
  const [any] = await engine.database.rows('SELECT 1 FROM explanations WHERE serving LIMIT 1');
  if (!any) return 'attributions';
  return `coalesce(attributions, (SELECT any_value(computed.attributions) FROM explanations AS computed
    WHERE computed.serving AND computed.prediction = number))`;
}
