import { meanWithInterval, ofResiduals } from './ofResiduals';

/** Bias: mean of prediction less label, in the unit of the target; above 0 where predictions are too high. */
export const meanError = ofResiduals((sums) =>
  meanWithInterval((sums.over - sums.under) / sums.weight, sums),
);
