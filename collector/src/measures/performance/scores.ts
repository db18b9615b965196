import type { ScoreCounts } from '../../contract';
import { rowsPerWeight } from '../results';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** What every result of score counts carries. */
export function standing(counts: ScoreCounts) {
  const positives = sum(counts.positives);
  const negatives = sum(counts.negatives);
  const weight = positives + negatives;
  return {
    positives,
    negatives,
    rowsPerWeight: rowsPerWeight(counts.rows, weight),
    counted: {
      rows: counts.rows,
      weight,
      coverage: counts.served > 0 ? weight / counts.served : undefined,
    },
  };
}

/** Why a measure that needs both classes has no value. */
export function missingClass(positives: number, negatives: number): string | null {
  if (!(positives + negatives > 0)) return 'no labelled predictions';
  if (!(positives > 0)) return 'no positive labels';
  return negatives > 0 ? null : 'no negative labels';
}
