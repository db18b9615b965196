import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { undefinedResult } from '../results';
import { CONFIDENCE, criticalValue } from '../statistics';
import { countClass, standing } from './confusion';

/**
 * Mean cost of a labelled prediction at a price for each of the four outcomes; a gain is a negative price. Interval by
 * the central limit: every row costs one of four prices, so the spread is known from the counts.
 * Elkan, "The foundations of cost-sensitive learning" (2001).
 *
 * @example 10 false positives at 1 and 2 false negatives at 20, of 100: 0.5
 */
export function confusionCost(confusion: MeasureInputs['confusion'], params: Parameters): MeasureResult {
  const { rows, weight, coverage } = standing(confusion);
  const counted = { rows, weight, coverage };
  if (!(weight > 0)) return undefinedResult('no labelled predictions', counted);
  const counts = countClass(confusion, confusion.positive ?? 1);
  const priced = (['falsePositive', 'falseNegative', 'truePositive', 'trueNegative'] as const).map(
    (outcome) => ({ count: counts[`${outcome}s`], price: Number(params[outcome]) }),
  );
  const mean = priced.reduce((sum, { count, price }) => sum + count * price, 0) / weight;
  const variance = priced.reduce((sum, { count, price }) => sum + count * (price - mean) ** 2, 0) / weight;
  const half = rows > 1 ? criticalValue(CONFIDENCE) * Math.sqrt(variance / (rows - 1)) : null;
  return {
    value: mean,
    interval: half === null ? undefined : { lower: mean - half, upper: mean + half },
    ...counted,
    details: { total: (mean * weight).toPrecision(6) },
  };
}
