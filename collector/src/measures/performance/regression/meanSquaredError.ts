import { ofResiduals } from './ofResiduals';

/** Mean of (prediction − label)², in the square of the unit of the target. scikit-learn 1.9.1 `mean_squared_error`. */
export const meanSquaredError = ofResiduals(({ squared, weight }) => ({ value: squared / weight }));
