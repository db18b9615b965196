/**
 * How far, in total variation, shares counted in so many rows lie from the truth on average: half the sum over bins of
 * the mean absolute error of a share, √(2 p (1 − p) / (π n)) by the normal approximation of the binomial distribution.
 *
 * @example shares 0.5 and 0.5 in 100 rows: ½ · 2 · √(0.5 / (π · 100)) = 0.0398942280401
 */
export function samplingError(shares: Float64Array, rows: number): number {
  if (!(rows > 0)) return 1;
  let error = 0;
  for (const share of shares) error += Math.sqrt(share * (1 - share));
  return (error / 2) * Math.sqrt(2 / (Math.PI * rows));
}
