import { ofResiduals } from './ofResiduals';

/**
 * √ of the mean squared difference of ln(1 + prediction) and ln(1 + label): relative errors of small and large values
 * count alike. Null where a value is −1 or less, which has no logarithm.
 * scikit-learn 1.9.1 `root_mean_squared_log_error`.
 */
export const rootMeanSquaredLogError = ofResiduals(({ squaredLog, withoutLog, weight }) =>
  withoutLog > 0
    ? { reason: 'values of −1 or less, which have no logarithm' }
    : { value: Math.sqrt(squaredLog / weight) },
);
