import { ofResiduals } from './ofResiduals';

/**
 * Mean of |error| / |label|. Null where a label is 0: scikit-learn 1.9.1 `mean_absolute_percentage_error`, equal to it
 * elsewhere, divides by 2e-16 there, which is no number that anyone should see.
 */
export const meanAbsolutePercentageError = ofResiduals(({ relative, zeroLabels, weight }) =>
  zeroLabels > 0 ? { reason: 'some labels are 0' } : { value: relative / weight },
);

/**
 * Mean of 2 |error| / (|prediction| + |label|), between 0 and 2; 0 where both are 0. Of the forms that go by this name
 * the one of Makridakis, "Accuracy measures" (1993), without the factor of 100.
 *
 * @example label 3, prediction 1: 2 · 2 / 4 = 1
 */
export const symmetricPercentageError = ofResiduals(({ symmetric, weight }) => ({
  value: symmetric / weight,
}));

/** Σ |error| / Σ |label|. Null where every label is 0. */
export const weightedPercentageError = ofResiduals(({ over, under, absoluteLabels }) =>
  absoluteLabels > 0 ? { value: (over + under) / absoluteLabels } : { reason: 'every label is 0' },
);
