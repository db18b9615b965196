import { ofResiduals } from './ofResiduals';

/** Median of |prediction − label|, in the unit of the target. scikit-learn 1.9.1 `median_absolute_error`. */
export const medianAbsoluteError = ofResiduals(({ median }) => ({ value: median }));
