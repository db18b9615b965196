import { ofResiduals } from './ofResiduals';

/** √ of the mean squared error, in the unit of the target. scikit-learn 1.9.1 `root_mean_squared_error`. */
export const rootMeanSquaredError = ofResiduals(({ squared, weight }) => ({
  value: Math.sqrt(squared / weight),
}));
