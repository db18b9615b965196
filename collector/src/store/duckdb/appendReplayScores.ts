import type { DuckDBConnection } from '@duckdb/node-api';
import { ModelWatchError } from '../../contract';
import type { PlacedRows, ReplayScores } from '../store';
import { appendRows } from './chunkAppender';
import type { Engine } from './engine';
import { text } from './quote';
import { placeColumn } from './readRows';
import { plain, sourceOf } from './source';

/** Appends the scores of a replay run, in the transaction that the connection is in. */
export async function appendReplayScores(
  engine: Engine,
  connection: DuckDBConnection,
  run: string,
  { version, repaired, ids, placed, scores }: ReplayScores,
): Promise<void> {
  if (placed) return appendPlaced(engine, connection, { run, version, repaired, scores, ...placed });
  return appendRows<number>(
    connection,
    'replay_scores',
    [
      { type: 'VARCHAR', read: () => run },
      { type: 'VARCHAR', read: () => version },
      { type: 'BOOLEAN', read: () => repaired },
      { type: 'VARCHAR', read: (index) => ids[index] },
      { type: 'DOUBLE', read: (index) => scoreAt(scores, index) },
    ],
    ids.map((_, index) => index),
  );
}

const scoreAt = (scores: Float64Array, index: number): number | null => {
  const score = scores[index]!;
  return Number.isFinite(score) ? score : null;
};

type Placed = PlacedRows & { run: string } & Pick<ReplayScores, 'version' | 'repaired' | 'scores'>;

/**
 * The ids are looked up by the engine: an id that becomes a JavaScript text and goes back costs five times as much.
 * @throws ModelWatchError `rows-moved` where a row is no longer where it was read, and nothing is appended then
 */
async function appendPlaced(engine: Engine, connection: DuckDBConnection, placed: Placed): Promise<void> {
  const { run, version, repaired, model, places, ts, scores } = placed;
  if (places.length === 0) return;
  await connection.run(
    'CREATE OR REPLACE TEMP TABLE replay_places (place DOUBLE, ts DOUBLE, score DOUBLE)',
  );
  await appendRows<number>(
    connection,
    'replay_places',
    [
      { type: 'DOUBLE', read: (index) => places[index] },
      { type: 'DOUBLE', read: (index) => ts[index] },
      { type: 'DOUBLE', read: (index) => scoreAt(scores, index) },
    ],
    Array.from(places.keys()),
  );
  const [from, to] = [ts[0]!, ts[ts.length - 1]! + 1];
  const rows = sourceOf(engine, { model, from, to, filters: [] }, [
    plain('id'),
    plain('ts'),
    placeColumn(engine, model),
  ]);
  const { rowsChanged } = await connection.run(
    `INSERT INTO replay_scores SELECT ${text(run)}, ${text(version)}, ${String(repaired)}, rows.id, found.score
      FROM replay_places AS found
      JOIN ${rows} AS rows ON rows.place = found.place::BIGINT AND rows.ts = found.ts::BIGINT`,
  );
  if (rowsChanged === places.length) return;
  throw new ModelWatchError({
    code: 'rows-moved',
    message: 'Predictions of the window were deleted while it was replayed; start the run again.',
    status: 409,
  });
}
