import { CONFIDENCE, criticalValue, normalProbability } from './normal';

export interface PairedAreas {
  first: number;
  second: number;
  /** second − first */
  difference: number;
  standardError: number;
  interval: { lower: number; upper: number };
  /** Two-sided, of no difference. */
  pValue: number;
}

/**
 * Compares the areas under the ROC curves of two models on the same labelled rows. The areas are correlated, because
 * the rows are the same: two overlapping intervals of their own would say far too often that nothing has changed.
 *
 * DeLong, DeLong and Clarke-Pearson (1988); placements by midranks (Sun and Xu 2014).
 * Null where a class has fewer than two rows.
 */
export function pairedDeLong({
  first,
  second,
  positive,
  confidence = CONFIDENCE,
}: {
  first: Float64Array;
  second: Float64Array;
  /** 1 where the row is positive. */
  positive: Uint8Array;
  confidence?: number;
}): PairedAreas | null {
  const a = placements(first, positive);
  const b = placements(second, positive);
  if (!a || !b) return null;
  const variance =
    covariance(a.ofPositives, a.area, b.ofPositives, b.area) / a.ofPositives.length +
    covariance(a.ofNegatives, a.area, b.ofNegatives, b.area) / a.ofNegatives.length;
  const difference = b.area - a.area;
  const standardError = Math.sqrt(variance);
  const half = criticalValue(confidence) * standardError;
  return {
    first: a.area,
    second: b.area,
    difference,
    standardError,
    interval: { lower: difference - half, upper: difference + half },
    // Equal placements in every row leave no variance and no difference: nothing speaks against equality.
    pValue: difference === 0 ? 1 : 2 * normalProbability(-Math.abs(difference) / standardError),
  };
}

/** Variance of the difference of two sets of placements of the same rows. */
function covariance(a: Float64Array, areaA: number, b: Float64Array, areaB: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - areaA - (b[i]! - areaB);
    sum += difference * difference;
  }
  return sum / (a.length - 1);
}

function placements(
  scores: Float64Array,
  positive: Uint8Array,
): { area: number; ofPositives: Float64Array; ofNegatives: Float64Array } | null {
  const count = scores.length;
  const positives = positive.reduce((sum, flag) => sum + flag, 0);
  const negatives = count - positives;
  if (positives < 2 || negatives < 2) return null;

  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((x, y) => scores[x]! - scores[y]!);
  const byRow = new Float64Array(count);
  let negativesBelow = 0;
  let positivesBelow = 0;
  for (let start = 0; start < count;) {
    let end = start;
    let tiedPositives = 0;
    while (end < count && scores[order[end]!]! === scores[order[start]!]!)
      tiedPositives += positive[order[end++]!]!;
    const tiedNegatives = end - start - tiedPositives;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      byRow[row] = positive[row]
        ? (negativesBelow + tiedNegatives / 2) / negatives
        : 1 - (positivesBelow + tiedPositives / 2) / positives;
    }
    positivesBelow += tiedPositives;
    negativesBelow += tiedNegatives;
    start = end;
  }
  const ofPositives = byRow.filter((_, row) => positive[row] === 1);
  const ofNegatives = byRow.filter((_, row) => positive[row] !== 1);
  return { area: ofPositives.reduce((sum, v) => sum + v, 0) / positives, ofPositives, ofNegatives };
}
