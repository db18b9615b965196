/** The theta series below converge in a handful of terms for √n d up to 1.5; the rest is below 1e-17. */
const TERMS = 12;

/** Σ over all integers k of (k + shift)^p e^{−π² (k + shift)² / 2z²} π^p, for p = 0, 2, 4, 6. */
function thetaMoments(z: number, shift: 0 | 0.5): [number, number, number, number] {
  const moments: [number, number, number, number] = [shift === 0 ? 1 : 0, 0, 0, 0];
  for (let k = shift === 0 ? 1 : 0; k < TERMS; k++) {
    const square = (Math.PI * (k + shift)) ** 2;
    let term = 2 * Math.exp(-square / (2 * z * z));
    for (let i = 0; i < moments.length; i++) {
      moments[i]! += term;
      term *= square;
    }
  }
  return moments;
}

/**
 * Probability that the Kolmogorov distance of `size` rows is below `distance`: Kolmogorov's limit with corrections of
 * the order n^−½, n^−1 and n^−3/2, as theta series that converge for a small z = √n d (W. Pelz and I. J. Good,
 * Approximating the lower tail-areas of the Kolmogorov-Smirnov one-sample statistic, J. R. Stat. Soc. B 38, 1976).
 */
export function pelzGoodProbability(size: number, distance: number): number {
  const root = Math.sqrt(size);
  const z = root * distance;
  const [h0, h2, h4, h6] = thetaMoments(z, 0.5);
  const [, k2, k4] = thetaMoments(z, 0);
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const limit = h0 / z;
  const first = (h2 - z2 * h0) / (6 * z4);
  const second =
    ((6 * z6 + 2 * z4) * h0 + (2 * z4 - 5 * z2) * h2 + (1 - 2 * z2) * h4) / (72 * z6 * z) -
    k2 / (36 * z2 * z);
  const third =
    ((5 - 30 * z2) * h6 +
      (212 * z4 - 60 * z2) * h4 +
      (135 * z4 - 96 * z6) * h2 -
      (30 * z6 + 90 * z4 * z4) * h0) /
      (6480 * z6 * z4) +
    (3 * z2 * k2 - k4) / (216 * z6);
  return Math.sqrt(Math.PI / 2) * (limit + first / root + second / size + third / (size * root));
}
