import type { DuckDBConnection } from '@duckdb/node-api';
import type { ReplayScores } from '../store';
import { appendBlocks } from './blockAppender';
import { readCells } from './database';
import { text } from './quote';

/** Appends the scores of a replay run, in the transaction that the connection is in; a score that is none is NULL. */
export async function appendReplayScores(
  connection: DuckDBConnection,
  run: string,
  batches: readonly ReplayScores[],
): Promise<void> {
  for (const batch of batches) await appendBatch(connection, run, batch);
}

async function appendBatch(connection: DuckDBConnection, run: string, batch: ReplayScores): Promise<void> {
  const variant = await numberOf(connection, run, batch);
  const { numbers, scores } = batch;
  await appendBlocks(
    connection,
    'replay_scores',
    [
      { type: 'INTEGER', value: variant },
      { type: 'BIGINT', values: numbers },
      { type: 'DOUBLE', values: scores },
    ],
    scores.length,
  );
}

/** The number by which the rows of one version in one run are known; given when the first of them come. */
async function numberOf(
  connection: DuckDBConnection,
  run: string,
  { version, repaired }: Pick<ReplayScores, 'version' | 'repaired'>,
): Promise<number> {
  const [known] = await readCells(
    connection,
    `SELECT number FROM replay_variants
      WHERE run = ${text(run)} AND version = ${text(version)} AND repaired = ${String(repaired)}`,
  );
  if (known) return Number(known[0]);
  const [next] = await readCells(
    connection,
    `INSERT INTO replay_variants SELECT coalesce(max(number), 0) + 1, ${text(run)}, ${text(version)}, ${String(repaired)}
      FROM replay_variants RETURNING number`,
  );
  return Number(next![0]);
}

export async function deleteReplayScores(connection: DuckDBConnection, run: string): Promise<void> {
  const ofRun = `SELECT number FROM replay_variants WHERE run = ${text(run)}`;
  await connection.run(`DELETE FROM replay_scores WHERE variant IN (${ofRun})`);
  await connection.run(`DELETE FROM replay_variants WHERE run = ${text(run)}`);
}
