import { nextBelow } from './numericBounds';

/**
 * Edges of NumPy's `histogram_bin_edges(x, bins='sturges')` for a sample of which only size and range are known:
 * width = range / (log2(n) + 1), as many equal bins as are needed to cover the range.
 *
 * @example sturgesEdges(4, 0, 3) // [0, 1, 2, 3]
 */
export function sturgesEdges(n: number, min: number, max: number): number[] {
  // NumPy makes room around a sample without a range.
  const [first, last] = min === max ? [min - 0.5, max + 0.5] : [min, max];
  const width = (max - min) / (Math.log2(n) + 1);
  const bins = width > 0 ? Math.ceil((last - first) / width) : 1;
  const step = (last - first) / bins;
  const edges = Array.from({ length: bins }, (_, index) => index * step + first);
  return [...edges, last];
}

/**
 * Inner edges as upper bounds for counting: NumPy's bins are closed on the left, and the last one on both sides, so
 * a value equal to an inner edge belongs to the bin above it.
 */
export const boundsOfEdges = (edges: readonly number[]): number[] => edges.slice(1, -1).map(nextBelow);
