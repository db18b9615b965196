import { DEFAULT_OPTIONS, type DistributionOptions } from './options';

/**
 * Options of any earlier release, or written by hand in a dashboard file, as this release knows them: what is absent
 * or of another kind gets its default, what is unknown is left as it is (a newer release may have written it).
 * Applying it again changes nothing.
 */
export function migrateOptions(options: Record<string, unknown> | undefined): DistributionOptions {
  const given = options ?? {};
  const flag = (name: 'sharedScale' | 'showSearch' | 'showLegend'): boolean => {
    const value = given[name];
    return typeof value === 'boolean' ? value : DEFAULT_OPTIONS[name];
  };
  return {
    ...given,
    arrangement: given.arrangement === 'sideBySide' ? 'sideBySide' : DEFAULT_OPTIONS.arrangement,
    sortBy: given.sortBy === 'name' ? 'name' : DEFAULT_OPTIONS.sortBy,
    sharedScale: flag('sharedScale'),
    showSearch: flag('showSearch'),
    showLegend: flag('showLegend'),
  };
}
