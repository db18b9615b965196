import { distanceMeasure } from './shares';

/** Largest change of the share of any one bin, between 0 and 1: max |p − q|. */
export const lInfinityDistance = distanceMeasure(({ baseline, current }) =>
  baseline.reduce((largest, p, i) => Math.max(largest, Math.abs(p - current[i]!)), 0),
);
