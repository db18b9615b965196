import type { DuckDBConnection } from '@duckdb/node-api';
import { ModelWatchError } from '../../contract';
import type { PlacedRows, ReplayScores } from '../store';
import { appendNumbers, appendRows, type ColumnSpec } from './chunkAppender';
import { readCells } from './database';
import type { Engine } from './engine';
import { placeColumn } from './labels';
import { text } from './quote';
import { plain, sourceOf } from './source';

/** Appends the scores of a replay run, in the transaction that the connection is in. */
export async function appendReplayScores(
  engine: Engine,
  connection: DuckDBConnection,
  run: string,
  batch: ReplayScores,
): Promise<void> {
  const variant = await numberOf(connection, run, batch);
  const { ids, placed, scores } = batch;
  if (placed) return appendPlaced(engine, connection, variant, placed, scores);
  await appendRows<number>(
    connection,
    'replay_scores',
    [
      { type: 'INTEGER', read: () => variant },
      { type: 'VARCHAR', read: (index) => ids[index] },
      scoreColumn(scores),
    ],
    [...ids.keys()],
  );
}

/** A score that is none (a row that could not be scored) becomes NULL. */
const scoreColumn = (scores: Float64Array): ColumnSpec<number> => ({
  type: 'DOUBLE',
  read: (index) => (Number.isFinite(scores[index]) ? scores[index] : null),
});

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

/**
 * The ids are looked up by the engine: making texts of them and reading those again costs more than all the rest.
 * @throws ModelWatchError `rows-moved` where a row is no longer where it was read, and nothing is appended then
 */
async function appendPlaced(
  engine: Engine,
  connection: DuckDBConnection,
  variant: number,
  { model, places, ts }: PlacedRows,
  scores: Float64Array,
): Promise<void> {
  if (places.length === 0) return;
  await connection.run('CREATE OR REPLACE TEMP TABLE replay_places (place DOUBLE, ts DOUBLE, score DOUBLE)');
  await appendNumbers(connection, 'replay_places', [places, ts, scores]);
  const [from, to] = [ts[0]!, ts[ts.length - 1]! + 1];
  const rows = sourceOf(engine, { model, from, to, filters: [] }, [
    plain('id'),
    plain('ts'),
    placeColumn(engine, model),
  ]);
  const { rowsChanged } = await connection.run(
    `INSERT INTO replay_scores SELECT ${variant}, rows.id, CASE WHEN isfinite(found.score) THEN found.score END
      FROM replay_places AS found
      JOIN ${rows} AS rows ON rows.place = found.place::BIGINT AND rows.ts = found.ts::BIGINT`,
  );
  if (rowsChanged === places.length) return;
  throw new ModelWatchError({
    code: 'rows-moved',
    message:
      'Predictions of the window were deleted, or the model got a new schema, while it was replayed; start the run again.',
    status: 409,
  });
}
