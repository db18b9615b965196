import type { ReplayScores } from '../store';
import { text } from './quote';
import type { Engine } from './engine';
import { numbers } from './rowColumns';

/** Scores of one version in a run, in the order in which they were appended; NaN where a row could not be scored. */
export async function* readReplayScores(
  { database }: Engine,
  run: string,
  { version, repaired }: Pick<ReplayScores, 'version' | 'repaired'>,
): AsyncGenerator<Pick<ReplayScores, 'numbers' | 'scores'>, void, void> {
  const connection = await database.connect();
  try {
    const result = await connection.stream(
      `SELECT prediction::DOUBLE, coalesce(score, 'NaN'::DOUBLE) FROM replay_scores WHERE variant = (
        SELECT number FROM replay_variants
          WHERE run = ${text(run)} AND version = ${text(version)} AND repaired = ${String(repaired)})
        ORDER BY rowid`,
    );
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      const rows = chunk.rowCount;
      yield { numbers: numbers([chunk], 0, rows), scores: numbers([chunk], 1, rows) };
    }
  } finally {
    connection.closeSync();
  }
}
