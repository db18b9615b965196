import { distanceMeasure } from './shares';

/** Total variation distance, between 0 and 1: the share of rows that would have to move. ½ Σ |p − q|. */
export const totalVariationDistance = distanceMeasure(
  ({ baseline, current }) => baseline.reduce((total, p, i) => total + Math.abs(p - current[i]!), 0) / 2,
);
