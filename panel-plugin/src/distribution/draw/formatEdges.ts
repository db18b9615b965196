/**
 * Bin edges as short as they can be while they stay apart: 22, 31 and not 22.000, 31.000, but 0.12, 0.13 where they
 * need it. Thousands are shortened (12k, 1.5M), very small and very large numbers have an exponent.
 */
export function formatEdges(edges: number[]): string[] {
  const largest = Math.max(0, ...edges.map(Math.abs));
  const scale = scaleFor(largest);
  if (!scale) return edges.map((edge) => edge.toExponential(1));
  const scaled = edges.map((edge) => edge / scale.divisor);
  const distinct = new Set(scaled).size;
  for (let digits = 0; digits <= 6; digits++) {
    const texts = scaled.map((edge) => trimZeros(edge.toFixed(digits)));
    const isFaithful = scaled.every((edge, index) => isClose(edge, Number(texts[index])));
    if (new Set(texts).size === distinct && isFaithful) return texts.map((text) => text + scale.suffix);
  }
  return edges.map((edge) => edge.toPrecision(4));
}

function scaleFor(largest: number): { divisor: number; suffix: string } | null {
  if (largest !== 0 && (largest < 1e-4 || largest >= 1e15)) return null;
  if (largest >= 1e12) return { divisor: 1e12, suffix: 'T' };
  if (largest >= 1e9) return { divisor: 1e9, suffix: 'G' };
  if (largest >= 1e6) return { divisor: 1e6, suffix: 'M' };
  if (largest >= 1e4) return { divisor: 1e3, suffix: 'k' };
  return { divisor: 1, suffix: '' };
}

/** Rounding may move an edge by half a percent of itself: more would put a label where the edge is not. */
function isClose(edge: number, shown: number): boolean {
  return Math.abs(edge - shown) <= Math.abs(edge) * 0.005;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
