import { type ModelWatchQuery } from '../types';

/** What a new panel shows before anything was chosen: it needs no model, so it runs everywhere. */
export const DEFAULT_QUERY = { measure: 'collector.behind', shape: 'snapshot' } as const;

const isAboutCollector = (measure: string): boolean => measure.startsWith('collector.');

/** Whether a query can be asked at all; half-made ones wait for their editor. */
export function isComplete(query: Partial<ModelWatchQuery>): boolean {
  if (query.hide) return false;
  if (query.show !== undefined && query.show.length > 0) return true;
  if (!query.measure) return false;
  return isAboutCollector(query.measure) || Boolean(query.model);
}

/** A filter that is being written has no value yet: running the query now would only show an error. */
export function hasWholeFilters(query: Partial<ModelWatchQuery>): boolean {
  return (query.filters ?? []).every((filter) => filter.key !== '' && filter.values.length > 0);
}

/** One line for the header of a folded query. */
export function describeQuery(query: Partial<ModelWatchQuery>): string {
  const grouped = query.groupBy?.length ? ` by ${query.groupBy.join(', ')}` : '';
  const of = query.model ? ` of ${query.model}` : '';
  return `${query.measure ?? 'no measure'}${of}${grouped}${query.as === 'breach' ? ' (breach)' : ''}`;
}
