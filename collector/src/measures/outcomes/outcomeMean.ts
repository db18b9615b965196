import type { MeasureInputs, MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { CONFIDENCE, criticalValue } from '../statistics';
import { countedOutcomes, NOT_YET } from './countedOutcomes';

/**
 * Mean value of the outcome over the predictions whose attribution window has passed, 0 where there was none, with the
 * normal interval of a mean (the central limit theorem: enough rows are asked for before it is judged).
 *
 * @example values 0, 0, 3, 5: mean 2, sum of squares 34, standard error √((34/4 − 4) / 3) = 1.2247
 */
export function outcomeMean(outcomes: MeasureInputs['outcomes']): MeasureResult {
  const { mature, matureRows, sum, sumOfSquares } = outcomes;
  const counted = countedOutcomes(outcomes);
  if (!(mature > 0)) return undefinedResult(NOT_YET, counted);
  const value = sum / mature;
  if (!Number.isFinite(value)) return undefinedResult('values too large to add up', counted);
  const error = Math.sqrt(Math.max(0, sumOfSquares / mature - value * value) / (matureRows - 1));
  const half = criticalValue(CONFIDENCE) * error;
  return {
    value,
    interval: Number.isFinite(half) ? { lower: value - half, upper: value + half } : undefined,
    ...counted,
  };
}
