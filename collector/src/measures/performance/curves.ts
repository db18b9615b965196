import { CURVE_FIELDS, type ScoreCounts } from '../../contract';
import type { MeasureResult, Parameters } from '../measure';
import { averagePrecision } from './averagePrecision';
import { rocAuc } from './rocAuc';
import { missingClass, standing } from './scores';

/** Predicted positive from a threshold on: how many of them are positive, and how many not. */
interface Point {
  threshold: number;
  truePositives: number;
  falsePositives: number;
}

/** A point for each distinct score, from the highest down: rows with the same score cannot be told apart. */
function pointsOf({ scores, positives, negatives }: ScoreCounts): Point[] {
  const points: Point[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  for (let k = scores.length - 1; k >= 0; k--) {
    truePositives += positives[k]!;
    falsePositives += negatives[k]!;
    points.push({ threshold: scores[k]!, truePositives, falsePositives });
  }
  return points;
}

/** Evenly spaced points of them, the first and the last always there: each is on the curve, none between is made up. */
function thin<T>(points: T[], most: number): T[] {
  if (points.length <= most) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]!);
}

const share = { type: 'number', unit: 'percentunit' } as const;

/**
 * The ROC curve, a row a threshold from the highest score down, after the point where nothing is predicted positive; its
 * value is the area under it. scikit-learn 1.9.1 `roc_curve(drop_intermediate=False)`.
 */
export function rocCurve(counts: ScoreCounts, { points }: Parameters): MeasureResult {
  const result = rocAuc(counts);
  const { positives, negatives } = standing(counts);
  if (missingClass(positives, negatives)) return result;
  const rows = thin(pointsOf(counts), Number(points) - 1).map(
    ({ threshold, truePositives, falsePositives }): (number | null)[] => [
      threshold,
      falsePositives / negatives,
      truePositives / positives,
    ],
  );
  return {
    ...result,
    table: {
      columns: [
        { name: CURVE_FIELDS.threshold, type: 'number' },
        { name: CURVE_FIELDS.falsePositiveRate, ...share },
        { name: CURVE_FIELDS.truePositiveRate, ...share },
      ],
      rows: [[null, 0, 0], ...rows],
    },
  };
}

/**
 * Precision against recall, a row a threshold from the highest score down; its value is the average precision.
 * scikit-learn 1.9.1 `precision_recall_curve(drop_intermediate=False)`, without its last point, which no threshold has.
 */
export function precisionRecallCurve(counts: ScoreCounts, { points }: Parameters): MeasureResult {
  const result = averagePrecision(counts);
  const { positives } = standing(counts);
  if (!(positives > 0)) return result;
  return {
    ...result,
    table: {
      columns: [
        { name: CURVE_FIELDS.threshold, type: 'number' },
        { name: CURVE_FIELDS.recall, ...share },
        { name: CURVE_FIELDS.precision, ...share },
      ],
      rows: thin(pointsOf(counts), Number(points)).map(({ threshold, truePositives, falsePositives }) => [
        threshold,
        truePositives / positives,
        truePositives / (truePositives + falsePositives),
      ]),
    },
  };
}
