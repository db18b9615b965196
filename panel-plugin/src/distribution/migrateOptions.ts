import { flag, oneOf } from '../shared/options';
import { ARRANGEMENTS, DEFAULT_OPTIONS, type DistributionOptions, SORT_ORDERS } from './options';

/**
 * Options of any earlier release, or written by hand in a dashboard file, as this release knows them: what is absent
 * or of another kind gets its default, what is unknown is left as it is (a newer release may have written it).
 * Applying it again changes nothing.
 */
export function migrateOptions(options: Record<string, unknown> | undefined): DistributionOptions {
  const given = options ?? {};
  return {
    ...given,
    arrangement: oneOf(given.arrangement, ARRANGEMENTS, DEFAULT_OPTIONS.arrangement),
    sortBy: oneOf(given.sortBy, SORT_ORDERS, DEFAULT_OPTIONS.sortBy),
    sharedScale: flag(given.sharedScale, DEFAULT_OPTIONS.sharedScale),
    showOverTime: flag(given.showOverTime, DEFAULT_OPTIONS.showOverTime),
    showSearch: flag(given.showSearch, DEFAULT_OPTIONS.showSearch),
    showLegend: flag(given.showLegend, DEFAULT_OPTIONS.showLegend),
  };
}
