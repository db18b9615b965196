import type { ScoredClasses } from '../../measures';

/**
 * Counts positives and negatives by distinct score, ascending, of millions of rows: each class is sorted by itself,
 * which the engine does without calling back, and the two are merged.
 */
export function countByScore(scores: readonly Float64Array[], labels: readonly Int8Array[]): ScoredClasses {
  const [positives, negatives] = [sortOfClass(scores, labels, 1), sortOfClass(scores, labels, 0)];
  const most = positives.length + negatives.length;
  const counts = {
    scores: new Float64Array(most),
    positives: new Float64Array(most),
    negatives: new Float64Array(most),
  };
  let distinct = 0;
  for (let p = 0, n = 0; p < positives.length || n < negatives.length; distinct++) {
    const score = Math.min(positives[p] ?? Infinity, negatives[n] ?? Infinity);
    const [firstPositive, firstNegative] = [p, n];
    while (positives[p] === score) p += 1;
    while (negatives[n] === score) n += 1;
    counts.scores[distinct] = score;
    counts.positives[distinct] = p - firstPositive;
    counts.negatives[distinct] = n - firstNegative;
  }
  return {
    scores: counts.scores.subarray(0, distinct),
    positives: counts.positives.subarray(0, distinct),
    negatives: counts.negatives.subarray(0, distinct),
  };
}

function sortOfClass(
  scores: readonly Float64Array[],
  labels: readonly Int8Array[],
  label: number,
): Float64Array {
  const found = new Float64Array(scores.reduce((sum, { length }) => sum + length, 0));
  let size = 0;
  for (const [index, batch] of scores.entries()) {
    const labelsOfBatch = labels[index]!;
    for (let row = 0; row < batch.length; row++) {
      const score = batch[row]!;
      if (labelsOfBatch[row] === label && score === score) found[size++] = score;
    }
  }
  return found.subarray(0, size).sort();
}
