import type { MeasureInputs, MeasureResult } from '../../measure';
import { undefinedResult } from '../../results';
import { criticalValue } from '../../statistics';

/**
 * Mean distance of the rows from what the principal components of the baseline restore of them, with the standard error
 * of that mean. It rises where rows vary in ways that the baseline did not, and falls where they vary less: either is a
 * change, and what it is of the baseline itself stands beside it.
 */
export function reconstructionError({
  reconstruction,
  current,
}: MeasureInputs['reconstruction']): MeasureResult {
  const weight = current.weights.reduce((sum, one) => sum + one, 0);
  const counted = { rows: current.rows, weight };
  if (current.rows === 0) return undefinedResult('no rows', counted);
  const errors = reconstruction.errorsOf(current);
  const mean = errors.reduce((sum, error, row) => sum + error * current.weights[row]!, 0) / weight;
  const spread = errors.reduce((sum, error, row) => sum + current.weights[row]! * (error - mean) ** 2, 0);
  const { rows } = current;
  const half = criticalValue(0.95) * Math.sqrt(spread / weight / Math.max(1, rows - 1));
  const { baselineError, components, features } = reconstruction;
  return {
    value: mean,
    ...(rows > 1 && { interval: { lower: Math.max(0, mean - half), upper: mean + half } }),
    ...counted,
    details: {
      'of the baseline': String(Number(baselineError.toPrecision(6))),
      components: `${components} of ${features}`,
    },
  };
}
