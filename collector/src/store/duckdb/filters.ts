import type { Filter } from '../../contract';
import { type Dictionaries } from './dictionaries';
import { COMMON_DIMENSIONS, type Layout } from './layouts';
import { text } from './quote';

/** How a missing segment is called, in filters as in the labels of an answer. */
export const MISSING = 'missing';

/** The dictionary of a dimension, by its name. */
export const dictionaryOfDimension = (dimension: string): string =>
  (COMMON_DIMENSIONS as readonly string[]).includes(dimension) ? dimension : `segment:${dimension}`;

/** The column of a dimension in one table; NULL where its schema did not have the segment yet. */
export function dimensionColumn(layout: Layout, dimension: string): string {
  if ((COMMON_DIMENSIONS as readonly string[]).includes(dimension)) return dimension;
  return layout.segmentColumns.get(dimension) ?? 'NULL::INTEGER';
}

/** A filter as a condition on one table. */
export function filterCondition(dictionaries: Dictionaries, layout: Layout, filter: Filter): string {
  const includesMissing = filter.values.includes(MISSING);
  const isEntity = filter.key === 'entity';
  const column = isEntity ? 'entity' : dimensionColumn(layout, filter.key);
  const literals = isEntity
    ? filter.values.map(text)
    : codesOf(dictionaries, layout.schema.model, filter.key, filter.values);
  const isOne = literals.length === 0 ? 'false' : `(${column} IN (${literals.join(',')}))`;
  // IN is NULL for a NULL: what a missing value is to be is said on each of the four ways.
  if (filter.operator === '=') return includesMissing ? `(${column} IS NULL OR ${isOne})` : isOne;
  if (includesMissing) return `(${column} IS NOT NULL AND NOT ${isOne})`;
  return `(${column} IS NULL OR NOT ${isOne})`;
}

/** A value without a code was never seen, so nothing can be equal to it. */
function codesOf(
  dictionaries: Dictionaries,
  model: string,
  dimension: string,
  values: readonly string[],
): string[] {
  const { codes } = dictionaries.of(model, dictionaryOfDimension(dimension));
  return values.flatMap((value) => codes.get(value)?.toString() ?? []);
}
