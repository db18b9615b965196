import { CONFIDENCE, normalProbability, normalQuantile } from '../normal';

/**
 * Bias-corrected and accelerated interval from what a statistic was on resampled rows: the percentiles of those
 * values, moved by how far their middle lies from the estimate and by how fast its spread changes.
 *
 * Efron, "Better bootstrap confidence intervals" (1987); percentiles as SciPy 1.17.1 `bootstrap` takes them (ties with
 * the estimate count one half, linear between order statistics). Null where the replicates do not vary or lie all on
 * one side of the estimate, which leaves nothing to correct by.
 *
 * @param acceleration a sixth of the skewness of the leave-one-out values, see `accelerationOf`
 */
export function bcaInterval({
  estimate,
  replicates,
  acceleration,
  confidence = CONFIDENCE,
}: {
  estimate: number;
  replicates: Float64Array;
  acceleration: number;
  confidence?: number;
}): { lower: number; upper: number } | null {
  const ordered = replicates.slice().sort();
  const count = ordered.length;
  let below = 0;
  let equal = 0;
  for (const value of ordered) {
    if (value < estimate) below += 1;
    else if (value === estimate) equal += 1;
  }
  const bias = normalQuantile((below + equal / 2) / count);
  if (!Number.isFinite(bias) || ordered[0] === ordered[count - 1]) return null;
  const end = (probability: number): number => {
    const moved = bias + normalQuantile(probability);
    return percentile(ordered, normalProbability(bias + moved / (1 - acceleration * moved)));
  };
  return { lower: end((1 - confidence) / 2), upper: end((1 + confidence) / 2) };
}

/** Linear between order statistics, as NumPy's percentile. */
function percentile(ordered: Float64Array, share: number): number {
  const place = share * (ordered.length - 1);
  const below = Math.floor(place);
  const low = ordered[below]!;
  const high = ordered[Math.min(below + 1, ordered.length - 1)]!;
  return low + (high - low) * (place - below);
}

/**
 * The acceleration from the statistic with one row left out, where rows that are alike are given once with how many
 * they are: Σ w (m − θ)³ / (6 (Σ w (m − θ)²)^1.5), m their mean. 0 where leaving a row out changes nothing.
 */
export function accelerationOf(leftOut: readonly { value: number; weight: number }[]): number {
  let weights = 0;
  let total = 0;
  for (const { value, weight } of leftOut) {
    weights += weight;
    total += weight * value;
  }
  const mean = total / weights;
  let squares = 0;
  let cubes = 0;
  for (const { value, weight } of leftOut) {
    const distance = mean - value;
    squares += weight * distance ** 2;
    cubes += weight * distance ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
