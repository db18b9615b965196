import type { ReplayScores, Store } from '../../store';
import { ClassCodes, hasLabelAt } from '../worker/classCodes';
import { planScores } from '../scoring';
import { alignBatches, type Position, rowsChanged } from './alignBatches';
import { joinNumbers } from './joinBatches';
import type { RunPlan } from './planRun';
import type { ScoresBefore, TotalsState } from './totals';

/** Collection of the documents that say how far runs are: each is written with the scores up to there. */
export const CHECKPOINTS = 'replay-progress';

/** Everything that a run needs to go on where it was, beside the scores that are stored. */
export interface Checkpoint {
  position: Position;
  totals: TotalsState;
  /** Digest of the scores so far, by place of the variants. */
  digests: string[];
}

type Reading = Pick<Store, 'readRows' | 'readReplayScores'>;

/**
 * Reads back what a run had before it stopped: its stored scores, and of the same rows what was logged and the labels.
 * @throws ModelWatchError `replay-rows-changed` when predictions were deleted meanwhile
 */
export async function readScoresBefore(
  store: Reading,
  { id, plan, checkpoint }: { id: string; plan: RunPlan; checkpoint: Checkpoint },
  signal: AbortSignal,
): Promise<ScoresBefore> {
  const { rows } = checkpoint.totals;
  const variants: Float64Array[] = [];
  for (const variant of plan.setup.variants) variants.push(await readStored(store, id, variant));
  const codes = new ClassCodes(planScores({ value: 'logged', probabilities: 'logged' }, plan.setup.model));
  const isBinary = plan.setup.model.task === 'binary';
  const logged: Float64Array[] = [];
  const labels = new Int8Array(rows).fill(-1);
  let read = 0;
  const before = store.readRows({ ...plan.rows, features: [], segments: [] }, signal);
  for await (const { batch, position } of alignBatches(before)) {
    if (read + batch.rows > rows) throw rowsChanged();
    logged.push(batch.scores);
    if (isBinary) {
      const ofBatch = codes.ofColumn(batch.labels, batch.rows);
      const hasLabel = hasLabelAt(batch);
      for (let row = 0; row < batch.rows; row++) labels[read + row] = hasLabel(row) ? ofBatch[row]! : -1;
    }
    read += batch.rows;
    if (read < rows) continue;
    if (position.lastNumber !== checkpoint.position.lastNumber) throw rowsChanged();
    break;
  }
  signal.throwIfAborted();
  if (read !== rows || variants.some(({ length }) => length !== rows)) throw rowsChanged();
  return { variants, logged: joinNumbers(logged), labels };
}

async function readStored(
  store: Reading,
  run: string,
  variant: Pick<ReplayScores, 'version' | 'repaired'>,
): Promise<Float64Array> {
  const parts: Float64Array[] = [];
  for await (const { scores } of store.readReplayScores(run, variant)) parts.push(scores);
  return joinNumbers(parts);
}
