import type { ScoredClasses } from './deLong';

/** Counts positives and negatives by distinct score, ascending: what every measure of scores is computed from. */
export function countScoredRows(scores: Float64Array, positive: Uint8Array): ScoredClasses {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort(
    (x, y) => scores[x]! - scores[y]!,
  );
  const distinct: number[] = [];
  const positives: number[] = [];
  const negatives: number[] = [];
  for (const row of order) {
    const score = scores[row]!;
    if (distinct.length === 0 || distinct[distinct.length - 1] !== score) {
      distinct.push(score);
      positives.push(0);
      negatives.push(0);
    }
    const last = distinct.length - 1;
    if (positive[row]) positives[last]! += 1;
    else negatives[last]! += 1;
  }
  return {
    scores: Float64Array.from(distinct),
    positives: Float64Array.from(positives),
    negatives: Float64Array.from(negatives),
  };
}
