import type { ServingCounts } from '../../../contract';

/** Counts of requests in a cell, by their place after the one for what is not counted. */
export const SERVING_SLOTS = [
  'rows',
  'clientErrors',
  'serverErrors',
  'degraded',
  'coldStarts',
  'cacheHits',
  'costed',
  'latencyRows',
] as const satisfies (keyof ServingCounts)[];

/** Classes that are counted by themselves: codes up to this; the place of code c is c + 1, none is at 0. */
export const CLASS_LIMIT = 40;
export const CLASS_SLOTS = CLASS_LIMIT + 3;
export const OTHER_CLASS = CLASS_LIMIT + 1;

/** Bits in which the flags of a request are read. */
export const FLAGS_SQL = `(coalesce(degraded, false)::INTEGER + 2 * coalesce(cold_start, false)::INTEGER
  + 4 * coalesce(cache_hit, false)::INTEGER + 8 * (cost IS NOT NULL)::INTEGER
  + 16 * (latency IS NOT NULL)::INTEGER)`;

export const FLAG_SLOTS = ['degraded', 'coldStarts', 'cacheHits', 'costed', 'latencyRows'] as const;
