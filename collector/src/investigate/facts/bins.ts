import type { Rows } from '../rows';
import { NOT_APPLICABLE } from './fact';

/** Steps of the quantiles between which numbers are counted: finer at the ends, where clipping shows. */
const QUANTILES = [0.01, ...Array.from({ length: 19 }, (_, index) => (index + 1) / 20), 0.99];
/** A column with at most so many distinct values is counted by value. */
const FEW_VALUES = 30;
/** Levels that are counted each by itself; the rest is one. */
const MOST_LEVELS = 40;

export interface Binned {
  codes: Int16Array;
  bins: number;
}

/**
 * Numbers by the quantiles of the time before, with a bin for what lies outside its range on each side; by value where
 * they are few. `NaN` is no value.
 */
export function binNumbers(values: Float64Array, boundary: number): Binned {
  const known = values.subarray(0, boundary).filter((value) => !Number.isNaN(value));
  const sorted = (known.length > 0 ? known : values.filter((value) => !Number.isNaN(value))).sort();
  const few = distinctUpTo(values, FEW_VALUES);
  if (few) {
    const places = new Map(few.map((value, index) => [value, index]));
    return {
      codes: Int16Array.from(values, (value) => (Number.isNaN(value) ? NOT_APPLICABLE : places.get(value)!)),
      bins: few.length,
    };
  }
  const edges = [
    ...new Set(QUANTILES.map((quantile) => sorted[Math.floor(quantile * (sorted.length - 1))]!)),
  ];
  const least = sorted[0]!;
  const greatest = sorted[sorted.length - 1]!;
  const inside = edges.length + 1;
  return {
    codes: codesOf(values, (value) => {
      if (value < least) return inside;
      return value > greatest ? inside + 1 : placeAmong(edges, value);
    }),
    bins: inside + 2,
  };
}

/** The code of each number; NaN has none. A loop, because `Int16Array.from` goes by an iterator, ten times slower. */
export function codesOf(values: Float64Array, codeOf: (value: number) => number): Int16Array {
  const codes = new Int16Array(values.length);
  for (let row = 0; row < codes.length; row++) {
    const value = values[row]!;
    codes[row] = Number.isNaN(value) ? NOT_APPLICABLE : codeOf(value);
  }
  return codes;
}

/** The code of each category, by its place in the dictionary; what is missing has none. */
export function translateCodes(codes: Int32Array, codeOf: (code: number) => number): Int16Array {
  const translated = new Int16Array(codes.length);
  for (let row = 0; row < translated.length; row++) {
    const code = codes[row]!;
    translated[row] = code === -1 ? NOT_APPLICABLE : codeOf(code);
  }
  return translated;
}

/** Number of edges that lie below a value: one equal to an edge falls left. */
export function placeAmong(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Categories by how often they occur; the rare ones are one bin. */
export function binCategories(codes: Int32Array, levels: number): Binned {
  const counts = new Int32Array(levels);
  for (let row = 0; row < codes.length; row++) if (codes[row] !== -1) counts[codes[row]!]! += 1;
  const frequent = [...counts.keys()]
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  const places = new Int16Array(levels);
  frequent.forEach((code, index) => (places[code] = Math.min(index, MOST_LEVELS)));
  return {
    codes: translateCodes(codes, (code) => places[code]!),
    bins: Math.min(frequent.length, MOST_LEVELS + 1),
  };
}

/** 1 where the condition holds, 0 where it does not, NOT_APPLICABLE where it is null. */
export function flagRows(rows: Pick<Rows, 'rows'>, isBad: (row: number) => boolean | null): Int16Array {
  const codes = new Int16Array(rows.rows);
  for (let row = 0; row < codes.length; row++) {
    const bad = isBad(row);
    codes[row] = bad === null ? NOT_APPLICABLE : bad ? 1 : 0;
  }
  return codes;
}

/** The distinct values, ascending, or null where there are more than so many. */
function distinctUpTo(values: Float64Array, most: number): number[] | null {
  const distinct = new Set<number>();
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    distinct.add(value);
    if (distinct.size > most) return null;
  }
  return [...distinct].sort((a, b) => a - b);
}
