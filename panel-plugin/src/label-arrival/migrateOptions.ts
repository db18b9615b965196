import { flag, numberWithin } from '../shared/options';
import { DEFAULT_OPTIONS, type LabelArrivalOptions } from './options';

/**
 * Options of any release as this release knows them: what is absent or of another kind gets its default, what is
 * unknown is left as it is (a newer release may have written it). Applying it again changes nothing.
 */
export function migrateOptions(options: Record<string, unknown> | undefined): LabelArrivalOptions {
  const given = options ?? {};
  return {
    ...given,
    maturity: numberWithin(given.maturity, { min: 0.01, max: 1 }, DEFAULT_OPTIONS.maturity),
    showLag: flag(given.showLag, DEFAULT_OPTIONS.showLag),
    showTriangle: flag(given.showTriangle, DEFAULT_OPTIONS.showTriangle),
    showStillToCome: flag(given.showStillToCome, DEFAULT_OPTIONS.showStillToCome),
    showLegend: flag(given.showLegend, DEFAULT_OPTIONS.showLegend),
  };
}
