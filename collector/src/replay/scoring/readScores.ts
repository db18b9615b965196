import type { Tensor } from 'onnxruntime-node';
import { positiveColumn, type ScorePlan } from './scorePlan';

/** Scores (and, of three or more classes, the index of the likeliest) by row of a batch. */
export interface ScoredRows {
  /** NaN where the row could not be scored. */
  scores: Float64Array;
  /** Multiclass only: column of the highest score; -1 where the row could not be scored. */
  classes: Int32Array | null;
}

export const NOT_FINITE = 'the model gave no finite score';

/**
 * Takes the scores of `rows` out of an output. Returns the places whose score is not finite.
 * @throws Error when the output does not have one row per row
 */
export function readScores(
  plan: ScorePlan,
  tensor: Tensor,
  rows: Int32Array,
  count: number,
  into: ScoredRows,
): number {
  const data = tensor.data;
  if (!(data instanceof Float32Array) && !(data instanceof Float64Array)) {
    throw new Error(`the output ${plan.output} is ${tensor.type}; it must be float32 or float64`);
  }
  if (tensor.dims[0] !== count || data.length % count !== 0) {
    throw new Error(`the output ${plan.output} has the shape [${tensor.dims.join(',')}] for ${count} rows`);
  }
  const columns = data.length / count;
  return plan.task === 'multiclass'
    ? readLikeliest(data, columns, rows, count, into)
    : readColumn(
        data,
        columns,
        plan.task === 'binary' ? positiveColumn(plan, columns) : 0,
        rows,
        count,
        into,
      );
}

function readColumn(
  data: Float32Array | Float64Array,
  columns: number,
  column: number,
  rows: Int32Array,
  count: number,
  { scores }: ScoredRows,
): number {
  let notFinite = 0;
  for (let k = 0, place = column; k < count; k++, place += columns) {
    const score = data[place]!;
    // Infinite minus itself is NaN, as is NaN minus itself.
    if (score - score === 0) scores[rows[k]!] = score;
    else notFinite += 1;
  }
  return notFinite;
}

function readLikeliest(
  data: Float32Array | Float64Array,
  columns: number,
  rows: Int32Array,
  count: number,
  { scores, classes }: ScoredRows,
): number {
  let notFinite = 0;
  for (let k = 0; k < count; k++) {
    let best = 0;
    for (let j = 1; j < columns; j++) if (data[k * columns + j]! > data[k * columns + best]!) best = j;
    const score = data[k * columns + best]!;
    if (!Number.isFinite(score)) notFinite += 1;
    else {
      scores[rows[k]!] = score;
      if (classes) classes[rows[k]!] = best;
    }
  }
  return notFinite;
}
