import { durbinProbability } from './durbinMatrix';
import { oneSidedKolmogorovTail } from './oneSidedKolmogorov';
import { pelzGoodProbability } from './pelzGood';

/** Up to this size the exact matrix is cheap for every distance that the one-sided form does not answer. */
const SMALL_SIZE = 140;
/** Largest size for which the matrix takes over at small distances, where the expansion is at its worst. */
const LARGEST_MATRIX_SIZE = 5000;
/** Largest n d^1.5 at which that matrix stays small. */
const MATRIX_REACH = 1.4;
/** Below √n d = 0.17 the probability of a smaller distance is under 1e-17. */
const CERTAIN_BELOW = 0.17;

/**
 * Probability that the Kolmogorov distance between the distribution function of `size` rows and the continuous one
 * that they are drawn from is at least `distance`. Between 0 and 1.
 *
 * Where two methods meet follows R. Simard and P. L'Ecuyer, Computing the two-sided Kolmogorov-Smirnov distribution,
 * J. Stat. Software 39(11), 2011 (so does SciPy's `kstwo`): twice the one-sided tail where both sides cannot happen
 * together to fifteen digits, the exact matrix for few rows or a small distance, the expansion otherwise.
 */
export function kolmogorovTail(size: number, distance: number): number {
  if (distance >= 1) return 0;
  if (distance <= 0.5 / size) return 1;
  const square = size * distance * distance;
  const fromOneSide = distance >= 0.5 || square >= (size <= SMALL_SIZE ? 4 : 2.2);
  if (fromOneSide) return Math.min(1, 2 * oneSidedKolmogorovTail(size, distance));
  const exact = size <= SMALL_SIZE || (size <= LARGEST_MATRIX_SIZE && size * distance ** 1.5 <= MATRIX_REACH);
  if (!exact && Math.sqrt(square) < CERTAIN_BELOW) return 1;
  const below = exact ? durbinProbability(size, distance) : pelzGoodProbability(size, distance);
  return Math.min(1, Math.max(0, 1 - below));
}
