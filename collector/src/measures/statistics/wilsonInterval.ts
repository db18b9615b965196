import { CONFIDENCE, criticalValue } from './normal';

/**
 * Interval of a share, right also near 0 and 1 and on small samples, where the textbook's p ± z·se leaves [0, 1] or
 * shrinks to a point. Null where there is nothing to go by.
 *
 * Wilson, "Probable inference, the law of succession, and statistical inference" (1927), without continuity
 * correction. Where rows are weighted, `n` is the number of logged rows: sampling does not create evidence.
 *
 * @param share observed, between 0 and 1
 * @param n rows behind it
 * @example wilsonInterval({ share: 0.8, n: 10 }) // { lower: 0.4901624715..., upper: 0.9433178485... }
 */
export function wilsonInterval({
  share,
  n,
  confidence = CONFIDENCE,
}: {
  share: number;
  n: number;
  confidence?: number;
}): { lower: number; upper: number } | null {
  if (!(n > 0) || Number.isNaN(share)) return null;
  const z = criticalValue(confidence);
  const denominator = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / denominator;
  const half = (z / denominator) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  // The ends are exactly 0 and 1 at the extremes; rounding would leave 1e-18.
  return {
    lower: share === 0 ? 0 : Math.max(0, centre - half),
    upper: share === 1 ? 1 : Math.min(1, centre + half),
  };
}
