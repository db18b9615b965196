import type { MeasureInputs } from '../measure';
import { calibrate } from '../statistics';

/** What is expected of one class against the rest, and the rows that its area is computed from. */
export interface ExpectedClass {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
  /** Of each distinct prediction. */
  scores: Float64Array;
  probabilities: Float64Array;
}

/**
 * Calibrated probabilities of each class. Of three or more, each class is calibrated by itself and what comes out is
 * brought to a sum of 1; where every one of them is 0 all are equally probable, as NannyML 0.13.1 has it.
 */
function probabilitiesOf({ predictions, calibrations, positive }: MeasureInputs['estimate']): Float64Array[] {
  const { scores } = predictions;
  const calibrated = scores.map((column, index) =>
    column.map((score) => calibrate(calibrations[index]!, score)),
  );
  if (positive !== undefined) return calibrated;
  for (let row = 0; row < predictions.weights.length; row++) {
    const total = calibrated.reduce((sum, column) => sum + column[row]!, 0);
    for (const column of calibrated) {
      column[row] = total > 0 ? column[row]! / total : 1 / calibrated.length;
    }
  }
  return calibrated;
}

/** Expected counts by class, of two classes of the positive one alone, and the expected share of right predictions. */
export function expectedCounts(input: MeasureInputs['estimate']): {
  classes: ExpectedClass[];
  right: number;
} {
  const { predictions, positive } = input;
  const { predicted, weights } = predictions;
  const probabilities = probabilitiesOf(input);
  let right = 0;
  const classes = probabilities.map((column, index): ExpectedClass => {
    const target = positive ?? index;
    const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
    for (let row = 0; row < weights.length; row++) {
      const yes = weights[row]! * column[row]!;
      const no = weights[row]! - yes;
      if (predicted[row] === target) {
        counts.truePositives += yes;
        counts.falsePositives += no;
      } else {
        counts.falseNegatives += yes;
        counts.trueNegatives += no;
      }
    }
    right += counts.truePositives + (positive === undefined ? 0 : counts.trueNegatives);
    return { ...counts, scores: predictions.scores[index]!, probabilities: column };
  });
  return { classes, right };
}
