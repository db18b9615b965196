import type { ConfusionCounts } from '../../contract';
import type { MeasureResult } from '../measure';
import { undefinedResult } from '../results';
import { standing } from './confusion';
import { withBootstrap } from './withBootstrap';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Cohen's kappa of predicted and actual class, from −1 to 1: how much of the agreement that chance leaves over was
 * reached. (pₒ − pₑ) / (1 − pₑ), pₒ the share of right ones and pₑ = Σ tₖ pₖ / n².
 *
 * Null where chance alone would always agree: one class predicted and occurred. scikit-learn 1.9.1 `cohen_kappa_score`.
 *
 * @example [[4, 1], [1, 4]]: pₒ = 0.8, pₑ = 0.5, kappa 0.6
 */
export const cohenKappa = withBootstrap(kappa);

function kappa({ counts, ...confusion }: ConfusionCounts): MeasureResult {
  const { rows, weight, coverage } = standing({ counts, ...confusion });
  if (!(weight > 0)) return undefinedResult('no labelled predictions', { rows, weight, coverage });
  const right = sum(counts.map((row, k) => row[k]!));
  const byChance = sum(counts.map((row, k) => sum(row) * sum(counts.map((other) => other[k]!)))) / weight;
  if (!(byChance < weight)) {
    return undefinedResult('only one class was predicted and occurred', { rows, weight, coverage });
  }
  return { value: (right - byChance) / (weight - byChance), rows, weight, coverage };
}
