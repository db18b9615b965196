import { flag, numberWithin, oneOf } from '../shared/options';
import { COMPARISONS, DEFAULT_OPTIONS, type DisparityOptions, SORT_ORDERS } from './options';

const BETWEEN_0_AND_1 = { min: 0, max: 1 };

/**
 * Options of any release as this release knows them: what is absent or of another kind gets its default, what is
 * unknown is left as it is (a newer release may have written it). Applying it again changes nothing.
 */
export function migrateOptions(options: Record<string, unknown> | undefined): DisparityOptions {
  const given = options ?? {};
  const { allowedDifference, allowedRatio } = DEFAULT_OPTIONS;
  return {
    ...given,
    compareBy: oneOf(given.compareBy, COMPARISONS, DEFAULT_OPTIONS.compareBy),
    allowedDifference: numberWithin(given.allowedDifference, { min: 0, max: Infinity }, allowedDifference),
    allowedRatio: numberWithin(given.allowedRatio, BETWEEN_0_AND_1, allowedRatio),
    sortBy: oneOf(given.sortBy, SORT_ORDERS, DEFAULT_OPTIONS.sortBy),
    fromZero: flag(given.fromZero, DEFAULT_OPTIONS.fromZero),
    showBaseline: flag(given.showBaseline, DEFAULT_OPTIONS.showBaseline),
    showLegend: flag(given.showLegend, DEFAULT_OPTIONS.showLegend),
  };
}
