/** Entries are scaled down when they pass this, and the exponent is kept apart. */
const LARGE = 1e140;
const EXPONENT = 140;

type Scaled = { matrix: Float64Array; exponent: number };

function multiply(a: Scaled, b: Scaled, order: number): Scaled {
  const matrix = new Float64Array(order * order);
  for (let row = 0; row < order; row++)
    for (let inner = 0; inner < order; inner++) {
      const factor = a.matrix[row * order + inner]!;
      if (factor === 0) continue;
      for (let column = 0; column < order; column++)
        matrix[row * order + column]! += factor * b.matrix[inner * order + column]!;
    }
  const middle = matrix[(order >> 1) * (order + 1)]!;
  if (middle <= LARGE) return { matrix, exponent: a.exponent + b.exponent };
  return { matrix: matrix.map((entry) => entry / LARGE), exponent: a.exponent + b.exponent + EXPONENT };
}

function power(base: Scaled, n: number, order: number): Scaled {
  if (n === 1) return base;
  const half = power(base, n >> 1, order);
  const square = multiply(half, half, order);
  return n % 2 ? multiply(square, base, order) : square;
}

/** Durbin's matrix for n d = k − h: ones up to one above the diagonal over factorials, corrected in two edges by h. */
function transitions(order: number, h: number): Float64Array {
  const matrix = new Float64Array(order * order);
  const edge = (length: number): number => 1 - h ** length;
  for (let row = 0; row < order; row++)
    for (let column = 0; column < Math.min(order, row + 2); column++) {
      const distance = row - column + 1;
      let entry = 1;
      if (column === 0 && row === order - 1)
        entry = 1 - 2 * h ** order + (2 * h > 1 ? (2 * h - 1) ** order : 0);
      else if (column === 0) entry = edge(row + 1);
      else if (row === order - 1) entry = edge(order - column);
      for (let factor = 2; factor <= distance; factor++) entry /= factor;
      matrix[row * order + column] = entry;
    }
  return matrix;
}

/**
 * Probability that the Kolmogorov distance of `size` rows is below `distance`, exactly: an entry of the size-th power
 * of Durbin's matrix (G. Marsaglia, W. W. Tsang, J. Wang, Evaluating Kolmogorov's distribution, J. Stat. Software
 * 8(18), 2003). Its work grows with (n d)³: for few rows, or a small distance.
 */
export function durbinProbability(size: number, distance: number): number {
  const scaled = size * distance;
  const k = Math.ceil(scaled);
  const order = 2 * k - 1;
  const start = { matrix: transitions(order, k - scaled), exponent: 0 };
  const { matrix, exponent } = power(start, size, order);
  let probability = matrix[(k - 1) * (order + 1)]!;
  let scale = exponent;
  for (let i = 1; i <= size; i++) {
    probability *= i / size;
    if (probability < 1 / LARGE) {
      probability *= LARGE;
      scale -= EXPONENT;
    }
  }
  return probability * 10 ** scale;
}
