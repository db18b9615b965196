import { ofResiduals } from './ofResiduals';

/**
 * Mean loss of a forecast of a quantile α: α for each unit that it is too low, 1 − α for each that it is too high.
 * scikit-learn 1.9.1 `mean_pinball_loss`; Koenker and Bassett, "Regression quantiles" (1978).
 *
 * @example α 0.9, label 3, prediction 1: 0.9 · 2 = 1.8; label 1, prediction 3: 0.1 · 2 = 0.2
 */
export const pinballLoss = ofResiduals(({ over, under, weight }, params) => {
  const quantile = Number(params.quantile);
  return { value: (quantile * under + (1 - quantile) * over) / weight };
});
