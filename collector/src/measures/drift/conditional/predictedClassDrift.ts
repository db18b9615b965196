import type { MeasureInputs, MeasureResult } from '../../measure';
import { undefinedResult } from '../../results';
import { indexOfShares } from '../populationStabilityIndex';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/**
 * Drift of what the model answers: the population stability index of the predicted classes against those that the scores
 * of the baseline give.
 *
 * @example 30 % positives in the baseline and 40 % now: 0.1 · ln(4/3) − 0.1 · ln(6/7) = 0.0442
 */
export function predictedClassDrift({
  classes,
  baseline,
  current,
  rows,
}: MeasureInputs['predictedClasses']): MeasureResult {
  const weight = sum(current);
  const counted = { rows, weight };
  if (!(sum(baseline) > 0)) return undefinedResult('the baseline has no scores', counted);
  if (!(weight > 0)) return undefinedResult('no answered predictions with a class', counted);
  const before = baseline.map((count) => count / sum(baseline));
  const now = current.map((count) => count / weight);
  const moved = now
    .map((share, index) => ({ name: classes[index]!, share, before: before[index]! }))
    .reduce((most, one) =>
      Math.abs(one.share - one.before) > Math.abs(most.share - most.before) ? one : most,
    );
  return {
    value: indexOfShares(before, now),
    ...counted,
    details: { 'most changed': `${moved.name}: ${percent(moved.before)} to ${percent(moved.share)}` },
  };
}
