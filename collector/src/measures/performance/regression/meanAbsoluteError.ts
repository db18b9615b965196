import { meanWithInterval, ofResiduals } from './ofResiduals';

/** Mean of |prediction − label|, in the unit of the target. scikit-learn 1.9.1 `mean_absolute_error`. */
export const meanAbsoluteError = ofResiduals((sums) =>
  meanWithInterval((sums.over + sums.under) / sums.weight, sums),
);
