import {
  type ConfusionCounts,
  noResiduals,
  noTop,
  type ResidualSums,
  type ScoreCounts,
  type TopCounts,
} from '../../contract';

/*
 * What measures are computed from, counted over rows in memory. `rows` is the number of rows of equal weight that would
 * be as precise, so that the intervals of the measures are as wide as the weights make them.
 */

export function confusionOf(
  classes: Uint8Array,
  positive: Uint8Array,
  weights: Float64Array,
  { rows, names }: { rows: number; names: [string, string] },
): ConfusionCounts & { positive: number } {
  const counts = [
    [0, 0],
    [0, 0],
  ];
  for (let row = 0; row < classes.length; row++) counts[positive[row]!]![classes[row]!]! += weights[row]!;
  return { classes: [...names], counts, unlabelled: [0, 0], rows, servedRows: rows, positive: 1 };
}

/** Rows by rising score. */
export const orderOf = (scores: Float64Array): Uint32Array =>
  Uint32Array.from({ length: scores.length }, (_, row) => row).sort((a, b) => scores[a]! - scores[b]!);

/** @param order of rising scores; rows without weight are left out */
export function scoreCountsOf(
  { scores, order }: { scores: Float64Array; order: Uint32Array },
  positive: Uint8Array,
  weights: Float64Array,
  rows: number,
): ScoreCounts {
  const distinct = new Float64Array(order.length);
  const positives = new Float64Array(order.length);
  const negatives = new Float64Array(order.length);
  let last = -1;
  let served = 0;
  for (const row of order) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    if (last < 0 || distinct[last] !== scores[row]) distinct[++last] = scores[row]!;
    if (positive[row]) positives[last]! += weight;
    else negatives[last]! += weight;
    served += weight;
  }
  return {
    scores: distinct.subarray(0, last + 1),
    positives: positives.subarray(0, last + 1),
    negatives: negatives.subarray(0, last + 1),
    rows,
    servedRows: rows,
    served,
  };
}

/** @param times how often each row was drawn; k rows are taken, a row that was drawn twice counting as two */
export function topCountsOf(
  order: Uint32Array,
  positive: Uint8Array,
  weights: Float64Array,
  times: Float64Array,
  { rows, k }: { rows: number; k: number },
): TopCounts {
  const counts: TopCounts = { ...noTop(), rows, servedRows: rows };
  for (let place = order.length - 1; place >= 0; place--) {
    const row = order[place]!;
    if (times[row] === 0) continue;
    const weight = weights[row]!;
    counts.weight += weight;
    counts.positives += positive[row]! * weight;
    const taken = Math.min(times[row]!, k - counts.topRows);
    if (taken <= 0) continue;
    const share = (weight * taken) / times[row]!;
    counts.topRows += taken;
    counts.top += share;
    counts.topPositives += positive[row]! * share;
  }
  counts.served = counts.weight;
  return counts;
}

/** @param order of rising |prediction − label| */
export function residualSumsOf(
  { scores, order }: { scores: Float64Array; order: Uint32Array },
  labels: Float64Array,
  weights: Float64Array,
  rows: number,
): ResidualSums {
  const sums: ResidualSums = { ...noResiduals(), rows, servedRows: rows };
  let labelSum = 0;
  for (let row = 0; row < scores.length; row++) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    const [score, label] = [scores[row]!, labels[row]!];
    const error = score - label;
    const size = Math.abs(error);
    sums.weight += weight;
    if (error > 0) sums.over += weight * error;
    else sums.under -= weight * error;
    sums.squared += weight * error * error;
    if (label === 0) sums.zeroLabels += weight;
    else sums.relative += (weight * size) / Math.abs(label);
    const scale = Math.abs(score) + Math.abs(label);
    if (scale > 0) sums.symmetric += (2 * weight * size) / scale;
    sums.absoluteLabels += weight * Math.abs(label);
    if (score > -1 && label > -1) sums.squaredLog += weight * (Math.log1p(score) - Math.log1p(label)) ** 2;
    else sums.withoutLog += weight;
    sums.largest = Math.max(sums.largest ?? 0, size);
    labelSum += weight * label;
  }
  const mean = labelSum / sums.weight;
  for (let row = 0; row < labels.length; row++) {
    sums.labelVariation += weights[row]! * (labels[row]! - mean) ** 2;
  }
  sums.served = sums.weight;
  sums.median = medianOf(order, (row) => Math.abs(scores[row]! - labels[row]!), weights, sums.weight);
  return sums;
}

/** Where half of the weight is passed; between two values where it is met exactly. */
function medianOf(
  order: Uint32Array,
  valueOf: (row: number) => number,
  weights: Float64Array,
  total: number,
): number | null {
  let passed = 0;
  let lower: number | null = null;
  for (const row of order) {
    if (weights[row] === 0) continue;
    if (lower !== null) return (lower + valueOf(row)) / 2;
    passed += weights[row]!;
    if (passed > total / 2) return valueOf(row);
    if (passed === total / 2) lower = valueOf(row);
  }
  return lower;
}
