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
 * DeLong, DeLong and Clarke-Pearson (1988); placements by midranks (Sun and Xu 2014). Where rows stand for several
 * (weights), placements are weighted shares, and the variance that of a weighted mean of them.
 * Null where a class has fewer than two rows.
 */
export function pairedDeLong({
  first,
  second,
  positive,
  weights,
  confidence = CONFIDENCE,
}: {
  first: Float64Array;
  second: Float64Array;
  /** 1 where the row is positive. */
  positive: Uint8Array;
  /** Above 0; all equal unless given. */
  weights?: Float64Array;
  confidence?: number;
}): PairedAreas | null {
  const weightOf = weights ?? new Float64Array(first.length).fill(1);
  const a = placements(first, positive, weightOf);
  const b = placements(second, positive, weightOf);
  if (!a || !b) return null;
  const ofPositives = weightOf.filter((_, row) => positive[row] === 1);
  const ofNegatives = weightOf.filter((_, row) => positive[row] !== 1);
  const variance =
    varianceOfMean(a.ofPositives, a.area, b.ofPositives, b.area, ofPositives) +
    varianceOfMean(a.ofNegatives, a.area, b.ofNegatives, b.area, ofNegatives);
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

/** Variance of the weighted mean difference of two sets of placements of the same rows. */
function varianceOfMean(
  a: Float64Array,
  areaA: number,
  b: Float64Array,
  areaB: number,
  weights: Float64Array,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = weights[i]! * (a[i]! - areaA - (b[i]! - areaB));
    sum += difference * difference;
    total += weights[i]!;
  }
  return (sum / (total * total)) * (a.length / (a.length - 1));
}

function placements(
  scores: Float64Array,
  positive: Uint8Array,
  weights: Float64Array,
): { area: number; ofPositives: Float64Array; ofNegatives: Float64Array } | null {
  const count = scores.length;
  const rows = positive.reduce((sum, flag) => sum + flag, 0);
  if (rows < 2 || count - rows < 2) return null;
  const weightOfClass = (flag: number): number =>
    weights.reduce((sum, weight, row) => (positive[row] === flag ? sum + weight : sum), 0);
  const positives = weightOfClass(1);
  const negatives = weightOfClass(0);

  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((x, y) => scores[x]! - scores[y]!);
  const byRow = new Float64Array(count);
  let negativesBelow = 0;
  let positivesBelow = 0;
  for (let start = 0; start < count;) {
    let end = start;
    let tiedPositives = 0;
    let tiedNegatives = 0;
    for (; end < count && scores[order[end]!]! === scores[order[start]!]!; end++) {
      const row = order[end]!;
      if (positive[row]) tiedPositives += weights[row]!;
      else tiedNegatives += weights[row]!;
    }
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
  let area = 0;
  for (let row = 0; row < count; row++) if (positive[row]) area += weights[row]! * byRow[row]!;
  return { area: area / positives, ofPositives, ofNegatives };
}
