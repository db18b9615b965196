import { ofResiduals } from './ofResiduals';

/** Largest |prediction − label|, in the unit of the target. scikit-learn 1.9.1 `max_error`. */
export const maxError = ofResiduals(({ largest }) => ({ value: largest }));
