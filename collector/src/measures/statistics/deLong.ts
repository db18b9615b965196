import type { ScoreCounts } from '../../contract';
import { CONFIDENCE, criticalValue } from './normal';

export type ScoredClasses = Pick<ScoreCounts, 'scores' | 'positives' | 'negatives'>;

/**
 * Area under the ROC curve with the variance of DeLong, DeLong and Clarke-Pearson (1988), in one pass over the
 * distinct scores: a positive's placement is the share of the negatives below it, ties counting one half, which is
 * what midranks give (Sun and Xu 2014), so no pairs are formed.
 *
 * Null where one of the classes is absent. The variance is null where a class has fewer than two rows.
 * Where rows are weighted, `rowsPerWeight` brings the counts back to logged rows: the area does not change, the
 * variance grows.
 */
export function deLong(
  { scores, positives, negatives }: ScoredClasses,
  rowsPerWeight = 1,
): { area: number; variance: number | null } | null {
  let positive = 0;
  let negative = 0;
  for (let k = 0; k < scores.length; k++) {
    positive += positives[k]!;
    negative += negatives[k]!;
  }
  if (!(positive > 0) || !(negative > 0)) return null;

  let below = 0;
  let wins = 0;
  for (let k = 0; k < scores.length; k++) {
    wins += positives[k]! * (below + negatives[k]! / 2);
    below += negatives[k]!;
  }
  const area = wins / (positive * negative);

  let negativesBelow = 0;
  let positivesBelow = 0;
  let overPositives = 0;
  let overNegatives = 0;
  for (let k = 0; k < scores.length; k++) {
    const ofPositive = (negativesBelow + negatives[k]! / 2) / negative - area;
    const ofNegative = 1 - (positivesBelow + positives[k]! / 2) / positive - area;
    overPositives += positives[k]! * ofPositive * ofPositive;
    overNegatives += negatives[k]! * ofNegative * ofNegative;
    negativesBelow += negatives[k]!;
    positivesBelow += positives[k]!;
  }
  const m = positive * rowsPerWeight;
  const n = negative * rowsPerWeight;
  if (m < 2 || n < 2) return { area, variance: null };
  const meanSquareOfPositives = (overPositives * rowsPerWeight) / (m - 1);
  const meanSquareOfNegatives = (overNegatives * rowsPerWeight) / (n - 1);
  return { area, variance: meanSquareOfPositives / m + meanSquareOfNegatives / n };
}

/**
 * Interval of an area on the logit scale, which keeps it within (0, 1) and is nearer to its nominal coverage at high
 * areas than the plain one (Pepe 2003, section 5.2.4). Null at an area of 0 or 1, where the logit has no value.
 */
export function logitInterval({
  area,
  variance,
  confidence = CONFIDENCE,
}: {
  area: number;
  variance: number;
  confidence?: number;
}): { lower: number; upper: number } | null {
  if (!(area > 0 && area < 1)) return null;
  const centre = Math.log(area / (1 - area));
  const half = (criticalValue(confidence) * Math.sqrt(variance)) / (area * (1 - area));
  const logistic = (x: number) => 1 / (1 + Math.exp(-x));
  return { lower: logistic(centre - half), upper: logistic(centre + half) };
}

/** The interval of the area under the ROC curve of scored, labelled rows; null where it cannot be told. */
export function deLongInterval(
  counts: ScoredClasses,
  { rowsPerWeight = 1, confidence = CONFIDENCE }: { rowsPerWeight?: number; confidence?: number } = {},
): { lower: number; upper: number } | null {
  const estimate = deLong(counts, rowsPerWeight);
  if (estimate?.variance == null) return null;
  return logitInterval({ area: estimate.area, variance: estimate.variance, confidence });
}
