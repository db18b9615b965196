import type { Filter } from '../../contract';
import type { Rows } from './joinSamples';

/** Rows of the window below which a segment is too small to be told apart. */
const SMALLEST_SEGMENT = 30;
/** Values of one dimension, and segments in all: the largest are kept. */
const MOST_VALUES = 50;
const MOST_SEGMENTS = 1500;

export interface Segment {
  /** Place in `Segments.all`. */
  index: number;
  filters: Filter[];
  /** 0 is everything. */
  depth: number;
  /** Which of the groupings it belongs to. */
  grouping: number;
}

export interface Grouping {
  dimensions: string[];
  /** Segment of each row, by its index; -1 where its segment is too small. */
  segmentOf: Int32Array;
}

export interface Segments {
  all: Segment[];
  groupings: Grouping[];
}

/** Everything, the values of each dimension, and the pairs of values of two dimensions. */
export function listSegments(rows: Rows): Segments {
  const codes = distinctDimensions(rows);
  const groupings: Grouping[] = [{ dimensions: [], segmentOf: new Int32Array(rows.rows) }];
  const all: Segment[] = [{ index: 0, filters: [], depth: 0, grouping: 0 }];

  const add = (dimensions: string[], key: Int32Array, filtersOf: (key: number) => Filter[]): void => {
    const counts = new Map<number, number>();
    for (let row = rows.boundary; row < rows.rows; row++) {
      counts.set(key[row]!, (counts.get(key[row]!) ?? 0) + 1);
    }
    const kept = [...counts]
      .filter(([, count]) => count >= SMALLEST_SEGMENT)
      .sort(([a, countA], [b, countB]) => countB - countA || a - b)
      .slice(0, dimensions.length === 1 ? MOST_VALUES : undefined)
      .slice(0, Math.max(0, MOST_SEGMENTS - all.length));
    if (kept.length === 0) return;
    const places = new Map<number, number>();
    for (const [value] of kept) {
      places.set(value, all.length);
      const filters = filtersOf(value);
      all.push({ index: all.length, filters, depth: dimensions.length, grouping: groupings.length });
    }
    groupings.push({ dimensions, segmentOf: key.map((value) => places.get(value) ?? -1) });
  };

  for (const one of codes) add([one.name], one.codes, (code) => [one.filterOf(code)]);
  codes.forEach((first, index) => {
    for (const second of codes.slice(index + 1)) {
      const width = second.values + 1;
      const key = first.codes.map((code, row) => (code + 1) * width + second.codes[row]! + 1);
      add([first.name, second.name], key, (value) => [
        first.filterOf(Math.floor(value / width) - 1),
        second.filterOf((value % width) - 1),
      ]);
    }
  });
  return { all, groupings };
}

/** Rows that are in a segment, as a mask. */
export function maskOf({ groupings }: Segments, members: readonly Segment[]): Uint8Array {
  const { segmentOf } = groupings[members[0]!.grouping]!;
  const wanted = new Set(members.map(({ index }) => index));
  const mask = new Uint8Array(segmentOf.length);
  segmentOf.forEach((segment, row) => (mask[row] = wanted.has(segment) ? 1 : 0));
  return mask;
}

/** Filters of one or more values of the same dimension. */
export function filtersOf(members: readonly Segment[]): Filter[] {
  if (members.length === 1) return members[0]!.filters;
  const [{ key, operator }] = members[0]!.filters as [Filter];
  return [{ key, operator, values: members.flatMap(({ filters }) => filters[0]!.values) }];
}

interface DimensionCodes {
  name: string;
  codes: Int32Array;
  values: number;
  filterOf: (code: number) => Filter;
}

/** Dimensions with more than one value in the window, without those that cut the rows exactly as an earlier one does. */
function distinctDimensions(rows: Rows): DimensionCodes[] {
  const found: DimensionCodes[] = [];
  for (const [name, { codes, dictionary }] of Object.entries(rows.dimensions)) {
    const inWindow = codes.subarray(rows.boundary);
    if (inWindow.every((code) => code === inWindow[0])) continue;
    if (found.some((other) => isSamePartition(other.codes, codes))) continue;
    found.push({
      name,
      codes,
      values: dictionary.length,
      filterOf: (code) => ({
        key: name,
        operator: '=',
        values: [code === -1 ? 'missing' : dictionary[code]!],
      }),
    });
  }
  return found;
}

function isSamePartition(first: Int32Array, second: Int32Array): boolean {
  const forth = new Map<number, number>();
  const back = new Map<number, number>();
  return first.every((code, row) => {
    const other = second[row]!;
    if (!forth.has(code) && !back.has(other)) {
      forth.set(code, other);
      back.set(other, code);
      return true;
    }
    return forth.get(code) === other && back.get(other) === code;
  });
}
