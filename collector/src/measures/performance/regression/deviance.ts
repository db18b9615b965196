import type { DistinctValues } from '../../../contract';
import type { MeasureInputs, MeasureResult, Parameters } from '../../measure';
import { undefinedResult } from '../../results';

/**
 * Share of the pinball loss of the best constant forecast that the model saves, at most 1, and below 0 where the
 * constant is better: 1 − Σ loss of the model / Σ loss of the α-quantile of the labels. At α = 0.5 that is D² of the
 * absolute error. scikit-learn 1.9.1 `d2_pinball_score`, `d2_absolute_error_score`; null where the labels do not vary.
 */
export function pinballExplained(
  { residuals, labels }: MeasureInputs['constantForecast'],
  params: Parameters,
): MeasureResult {
  const { rows, weight, served, over, under } = residuals;
  const counted = { rows, weight, coverage: served > 0 ? weight / served : undefined };
  if (!(weight > 0)) return undefinedResult('no labelled predictions', counted);
  const quantile = Number(params.quantile);
  const constant = lossOfConstant(labels, quantile);
  if (!(constant > 0)) return undefinedResult('the labels do not vary', counted);
  return { value: 1 - (quantile * under + (1 - quantile) * over) / constant, ...counted };
}

/** The least that any constant can lose, which every α-quantile of the labels does. */
function lossOfConstant({ values, weights }: DistinctValues, quantile: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let seen = 0;
  let place = 0;
  while (place < values.length - 1 && (seen += weights[place]!) < quantile * total) place += 1;
  const constant = values[place]!;
  let loss = 0;
  values.forEach((value, k) => {
    const distance = value - constant;
    loss += weights[k]! * (distance > 0 ? quantile * distance : (quantile - 1) * distance);
  });
  return loss;
}
