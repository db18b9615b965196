/** A 4 × 4 matrix is diagonal to rounding after five to eight sweeps. */
const MOST_SWEEPS = 50;

/**
 * Eigenvalues, and eigenvectors as columns, of a small symmetric matrix by Jacobi's rotations, which keep the digits of
 * small eigenvalues. G. H. Golub and C. F. Van Loan, Matrix Computations, 8.5.
 */
export function decomposeSymmetric(symmetric: readonly (readonly number[])[]): {
  eigenvalues: number[];
  eigenvectors: number[][];
} {
  const matrix = symmetric.map((row) => [...row]);
  const order = matrix.length;
  const eigenvectors = matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0)));
  const rotate = (rows: number[][], p: number, q: number, cos: number, sin: number): void => {
    for (const row of rows) {
      const left = row[p]!;
      const right = row[q]!;
      row[p] = cos * left - sin * right;
      row[q] = sin * left + cos * right;
    }
  };
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < order - 1; p++)
      for (let q = p + 1; q < order; q++) {
        const off = matrix[p]![q]!;
        const size = Math.sqrt(Math.abs(matrix[p]![p]! * matrix[q]![q]!));
        if (off === 0 || Math.abs(off) <= size * Number.EPSILON * 0.1) continue;
        rotated = true;
        const ratio = (matrix[q]![q]! - matrix[p]![p]!) / (2 * off);
        const tangent = Math.sign(ratio || 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
        const cos = 1 / Math.hypot(1, tangent);
        const sin = tangent * cos;
        rotate(matrix, p, q, cos, sin);
        const above = matrix[p]!;
        const below = matrix[q]!;
        for (let column = 0; column < order; column++) {
          const upper = above[column]!;
          const lower = below[column]!;
          above[column] = cos * upper - sin * lower;
          below[column] = sin * upper + cos * lower;
        }
        rotate(eigenvectors, p, q, cos, sin);
      }
    if (!rotated) break;
  }
  return { eigenvalues: matrix.map((row, i) => row[i]!), eigenvectors };
}
