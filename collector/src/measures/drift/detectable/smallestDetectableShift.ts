import type { MeasureInputs } from '../../measure';
import { comparedCounts } from '../shares';
import { alternativesOf } from './alternatives';
import { POWERS } from './powers';

/** Of so many such shifts one would still have gone unseen: the custom of the field. */
export const POWER = 0.8;

export interface DetectableShift {
  /** Null where not even the greatest shift of this kind would have been shown. */
  shift: number | null;
  /** What it is of: `standard deviations up`, `of the rows from a to b`. */
  alternative: string;
}

/** Halvings of the interval that holds the shift: a millionth of it. */
const HALVINGS = 20;

/**
 * The smallest shift that a window of so many rows would have shown with a probability of 80 %: what "no drift" leaves
 * possible. Of a number the larger one of both directions. Null where the measure has no such rule.
 *
 * @example ten equal bins, 2,000 rows, index 0.2: about 0.43 standard deviations
 */
export function smallestDetectableShift(
  measure: string,
  input: MeasureInputs['bins'],
  threshold: number,
): DetectableShift | null {
  const power = POWERS[measure];
  if (!power || 'joined' in input) return null;
  const counts = comparedCounts(input);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const { rows } = input.current;
  if (!(all > 0) || rows === 0) return null;
  const baseline = counts.map((count) => count / all);
  const shifts = alternativesOf(input.profile, baseline).map(({ name, most, sharesAt }): DetectableShift => {
    const isShown = (shift: number) =>
      power({ baseline, current: sharesAt(shift), rows, threshold }) >= POWER;
    if (!isShown(most)) return { shift: null, alternative: name };
    let [unseen, shown] = [0, most];
    for (let halving = 0; halving < HALVINGS; halving++) {
      const middle = (unseen + shown) / 2;
      if (isShown(middle)) shown = middle;
      else unseen = middle;
    }
    return { shift: shown, alternative: name };
  });
  return shifts.reduce((worst, one) =>
    worst.shift !== null && (one.shift === null || one.shift > worst.shift) ? one : worst,
  );
}
