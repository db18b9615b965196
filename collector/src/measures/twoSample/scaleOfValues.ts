/** Squares and sums of this many powers of two from one stay within the range of doubles. */
const SAFE_EXPONENT = 300;

/**
 * A power of two by which values near 1e308, or denormal ones, can be divided without rounding, so that their squares
 * neither overflow nor vanish; 1 for ordinary values.
 */
export function scaleOfValues(values: Float64Array): number {
  const largest = Math.max(Math.abs(values[0] ?? 0), Math.abs(values[values.length - 1] ?? 0));
  if (largest === 0 || largest === Infinity) return 1;
  const exponent = Math.floor(Math.log2(largest));
  return Math.abs(exponent) > SAFE_EXPONENT ? 2 ** exponent : 1;
}
