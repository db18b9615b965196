import type { Parameters } from './measure';

/** The quantiles that a measure needs counted, in the order in which it reads them. */
export function quantilesOf(params: Parameters): number[] {
  return typeof params.quantile === 'number' ? [params.quantile] : [];
}
