import type { TopCounts } from '../../contract';
import type { MeasureResult, Parameters } from '../measure';
import { rateResult, rowsPerWeight, undefinedResult } from '../results';

/** What every result of the top carries, and why it has no value. */
function standing(counts: TopCounts, { k }: Parameters) {
  const { rows, weight, served, topRows, positives } = counts;
  const counted = { rows, weight, coverage: served > 0 ? weight / served : undefined };
  const reason =
    rows === 0
      ? 'no labelled predictions'
      : topRows < Number(k)
        ? `fewer than ${k} labelled predictions`
        : positives > 0
          ? null
          : 'no positive labels';
  return { counted, reason };
}

/** Share of the k labelled predictions with the highest scores that were positive, with its Wilson interval. */
export function precisionAtTop(counts: TopCounts, params: Parameters): MeasureResult {
  const { counted, reason } = standing(counts, params);
  if (reason && reason !== 'no positive labels') return undefinedResult(reason, counted);
  return rateResult({
    part: counts.topPositives,
    whole: counts.top,
    wholeRows: counts.topRows,
    reason: 'no labelled predictions',
    ...counted,
  });
}

/** Share of the positives that are among the k labelled predictions with the highest scores. */
export function recallAtTop(counts: TopCounts, params: Parameters): MeasureResult {
  const { counted, reason } = standing(counts, params);
  if (reason) return undefinedResult(reason, counted);
  return rateResult({
    part: counts.topPositives,
    whole: counts.positives,
    wholeRows: counts.positives * rowsPerWeight(counts.rows, counts.weight),
    reason: 'no positive labels',
    ...counted,
  });
}

/**
 * Precision at the top over the share of positives among all labelled predictions: 1 is no better than chance.
 *
 * @example 8 of the top 10 positive, 2 of 10 of all: 4
 */
export function liftAtTop(counts: TopCounts, params: Parameters): MeasureResult {
  const { counted, reason } = standing(counts, params);
  if (reason) return undefinedResult(reason, counted);
  const value = counts.topPositives / counts.top / (counts.positives / counts.weight);
  return { value, ...counted };
}
