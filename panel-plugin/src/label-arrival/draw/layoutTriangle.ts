/** Where the columns and rows of a triangle lie, in pixels. */
export interface TriangleLayout {
  left: number;
  right: number;
  /** Indices of the ages that have a column: all, or every second, third, ... where there is no room for all. */
  columns: number[];
  cellWidth: number;
  rowHeight: number;
  /** Pixel of an age in days, between the right edges of the columns. */
  xOf: (ageDays: number) => number;
}

const NARROWEST_CELL = 7;
const WIDEST_CELL = 92;
const LOWEST_ROW = 15;
const HIGHEST_ROW = 24;

/**
 * A column is as wide as the others whatever its age, and its right edge is the age itself: what had come within it.
 * Coverage adds up, so leaving columns out leaves the others true.
 */
export function layoutTriangle(view: {
  left: number;
  width: number;
  height: number;
  ages: number[];
  rows: number;
}): TriangleLayout {
  const { left, width, height, ages, rows } = view;
  const room = Math.max(1, Math.floor((width - left) / NARROWEST_CELL));
  const every = Math.max(1, Math.ceil(ages.length / room));
  const columns = ages.map((_, index) => index).filter((index) => (ages.length - 1 - index) % every === 0);
  const cellWidth = Math.min(WIDEST_CELL, (width - left) / Math.max(1, columns.length));
  const right = left + cellWidth * columns.length;
  const edges = [0, ...columns.map((index) => ages[index]!)];
  return {
    left,
    right,
    columns,
    cellWidth,
    rowHeight: Math.max(LOWEST_ROW, Math.min(HIGHEST_ROW, Math.floor(height / Math.max(1, rows)))),
    xOf: (ageDays) => {
      const next = edges.findIndex((edge, index) => index > 0 && edge >= ageDays);
      if (next === -1) return right;
      const [from, to] = [edges[next - 1]!, edges[next]!];
      const share = to > from ? Math.max(0, (ageDays - from) / (to - from)) : 1;
      return left + (next - 1 + share) * cellWidth;
    },
  };
}
