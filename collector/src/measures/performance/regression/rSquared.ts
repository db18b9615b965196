import { ofResiduals } from './ofResiduals';

/**
 * Share of the variation of the labels that the predictions explain, at most 1: 1 − Σ error² / Σ (label − mean)².
 * Null where the labels do not vary (scikit-learn 1.9.1 `r2_score` answers 0 or 1 there; equal to it elsewhere).
 */
export const rSquared = ofResiduals(({ squared, labelVariation }) =>
  labelVariation > 0 ? { value: 1 - squared / labelVariation } : { reason: 'the labels do not vary' },
);
