import { ModelWatchError } from '../../contract';
import type { RowBatch } from '../../store';
import { cutBatch, joinBatches } from './joinBatches';

/**
 * Rows of a batch: a multiple of every number of rows that one call of the runtime takes, so that a row is always
 * scored beside the same others. Kernels differ in their last bits by how many rows they are given.
 */
export const BATCH_ROWS = 8192;

/** How far a run is: so many rows of the slice of time that begins there, and the number of the last of them. */
export interface Position {
  sliceFrom: number;
  rows: number;
  lastNumber: number;
}

export interface AlignedBatch {
  batch: RowBatch;
  /** Of the end of the batch. */
  position: Position;
}

/**
 * Cuts the rows of each slice into batches of `BATCH_ROWS`, the last one shorter: the same rows give the same batches,
 * however the store hands them out. Given a position, what lies before it is left out.
 * @throws ModelWatchError `replay-rows-changed` when the rows before that position are not the ones they were
 */
export async function* alignBatches(
  batches: AsyncIterable<RowBatch>,
  from: Position | null = null,
  batchRows = BATCH_ROWS,
): AsyncGenerator<AlignedBatch, void, void> {
  let pending: RowBatch[] = [];
  let size = 0;
  let position: Position | null = null;
  let toSkip = from?.rows ?? 0;

  const take = (): AlignedBatch => {
    const batch = joinBatches(pending);
    const rows = (position?.rows ?? 0) + batch.rows;
    position = { sliceFrom: batch.sliceFrom, rows, lastNumber: batch.numbers.at(-1)! };
    pending = [];
    size = 0;
    return { batch, position };
  };

  for await (const read of batches) {
    if (read.rows === 0) continue;
    if (position === null) {
      if (from && read.sliceFrom !== from.sliceFrom) throw rowsChanged();
      position = { sliceFrom: read.sliceFrom, rows: from?.rows ?? 0, lastNumber: 0 };
    } else if (read.sliceFrom !== position.sliceFrom) {
      if (toSkip > 0) throw rowsChanged();
      if (size > 0) yield take();
      position = { sliceFrom: read.sliceFrom, rows: 0, lastNumber: 0 };
    }
    let start = Math.min(toSkip, read.rows);
    toSkip -= start;
    if (start > 0 && toSkip === 0 && read.numbers[start - 1] !== from?.lastNumber) throw rowsChanged();
    while (start < read.rows) {
      const end = Math.min(read.rows, start + batchRows - size);
      pending.push(cutBatch(read, start, end));
      size += end - start;
      start = end;
      if (size === batchRows) yield take();
    }
  }
  if (toSkip > 0) throw rowsChanged();
  if (size > 0) yield take();
}

export const rowsChanged = (): ModelWatchError =>
  new ModelWatchError({
    code: 'replay-rows-changed',
    message:
      'Predictions of the window were deleted since this run began, so it cannot go on where it was; start another.',
    status: 409,
  });
