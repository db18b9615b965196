import type { AggregateRequest } from '../../requests';
import type { Engine } from '../engine';
import { dictionaryOfDimension, MISSING } from '../filters';
import { COMMON_DIMENSIONS } from '../layouts';
import { HOUR_MS, MISSING_VALUE, OTHER_VALUE, VALUE_LIMIT } from './tables';

/** How a request is answered from cells. */
export interface CellRequest {
  /** The one segment that it filters or groups by; null for none. */
  segment: string | null;
  /** Condition on the value of that segment. */
  valueCondition: string;
  /** Whether a series passes the filters. */
  passes: (codes: Record<CommonDimension, number>) => boolean;
  bucketHours: number | null;
}

export type CommonDimension = (typeof COMMON_DIMENSIONS)[number];
const isCommon = (dimension: string): dimension is CommonDimension =>
  (COMMON_DIMENSIONS as readonly string[]).includes(dimension);

/** Null where the cells do not tell: other buckets than whole hours, two segments, entities, rare values. */
export function cellRequestOf(engine: Engine, request: AggregateRequest): CellRequest | null {
  const { selection, groupBy, bucketMs, raw } = request;
  if (raw === true) return null;
  if (bucketMs !== null && (bucketMs <= 0 || bucketMs % HOUR_MS !== 0)) return null;
  const { model, filters } = selection;
  const segments = new Set(
    [...groupBy, ...filters.map(({ key }) => key)].filter((dimension) => !isCommon(dimension)),
  );
  if (segments.size > 1 || segments.has('entity')) return null;
  const [segment = null] = segments;
  const codesOf = (dimension: string, values: readonly string[]): number[] => {
    const { codes } = engine.dictionaries.of(model, dictionaryOfDimension(dimension));
    const known = values.flatMap((value) => codes.get(value) ?? []);
    return values.includes(MISSING) ? [...known, MISSING_VALUE] : known;
  };
  const wanted = filters.map(({ key, operator, values }) => ({
    key,
    codes: codesOf(key, values),
    isNegated: operator !== '=',
  }));
  const onSegment = wanted.filter(({ key }) => key === segment);
  // A value without a cell of its own lies among the others, where it cannot be told apart.
  if (onSegment.some(({ codes }) => codes.some((code) => code > VALUE_LIMIT))) return null;
  if (segment !== null && groupBy.includes(segment)) {
    const { texts } = engine.dictionaries.of(model, dictionaryOfDimension(segment));
    if (texts.length - 1 > VALUE_LIMIT) return null;
  }
  const conditions = onSegment.map(({ codes, isNegated }) => {
    const list = codes.length === 0 ? 'false' : `value IN (${codes.join(', ')})`;
    return isNegated ? `NOT (${list})` : `(${list})`;
  });
  return {
    segment,
    valueCondition: conditions.join(' AND ') || 'true',
    passes: (series) =>
      wanted.every(
        ({ key, codes, isNegated }) => !isCommon(key) || codes.includes(series[key]) !== isNegated,
      ),
    bucketHours: bucketMs === null ? null : bucketMs / HOUR_MS,
  };
}

/** A value as the key of a group has it. */
export function codeOfValue(value: number): number | null {
  if (value === OTHER_VALUE) throw new Error('values without a cell of their own cannot be grouped by');
  return value === MISSING_VALUE ? null : value;
}

export { isCommon };

/** Start of the bucket of a column of hours, floored also before 1970. */
export const bucketOf = (hour: string, bucketHours: number): string =>
  `(${hour} - ((${hour} % ${bucketHours}) + ${bucketHours}) % ${bucketHours})`;
