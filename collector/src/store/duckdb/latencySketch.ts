import { weightedQuantiles } from './quantiles';

/*
 * Latencies counted in bins whose bounds grow by a constant factor: such counts add up, and a quantile of them is off
 * by at most a share of itself, whatever the distribution. Source: Masson, Rim and Lee, "DDSketch: a fast and
 * fully-mergeable quantile sketch with relative-error guarantees" (2019), section 2.
 */

/** Largest relative error of a quantile. */
export const SKETCH_ERROR = 0.01;
const GROWTH = (1 + SKETCH_ERROR) / (1 - SKETCH_ERROR);
const LN_GROWTH = Math.log(GROWTH);

/** Milliseconds between which latencies are told apart. */
const LEAST_MS = 0.01;
const MOST_MS = 600_000;
const BINS = Math.ceil(Math.log(MOST_MS / LEAST_MS) / LN_GROWTH);

/** The first slot is for what is below the least latency, the last one for what is above the greatest. */
export const SKETCH_SLOTS = BINS + 2;

export function slotOfLatency(latencyMs: number): number {
  if (latencyMs < LEAST_MS) return 0;
  if (latencyMs > MOST_MS) return SKETCH_SLOTS - 1;
  return Math.min(BINS, Math.max(1, Math.ceil(Math.log(latencyMs / LEAST_MS) / LN_GROWTH)));
}

/** The same of a column in SQL. */
export const SLOT_OF_LATENCY_SQL = `CASE WHEN latency < ${LEAST_MS} THEN 0 WHEN latency > ${MOST_MS} THEN ${SKETCH_SLOTS - 1}
  ELSE least(${BINS}, greatest(1, ceil(ln(latency / ${LEAST_MS}) / ${LN_GROWTH}))) END::INTEGER`;

/** The latency from which every other one of a bin differs by at most the error. */
const latencyOf = (slot: number): number => (LEAST_MS * GROWTH ** slot * 2) / (GROWTH + 1);

/** Quantiles of counted latencies; null where some are outside of what the bins tell apart. */
export function quantilesOfSketch(
  counts: Float64Array,
  quantiles: readonly number[],
): (number | null)[] | null {
  if (counts[0]! > 0 || counts[SKETCH_SLOTS - 1]! > 0) return null;
  const sample: [number, number][] = [];
  counts.forEach((weight, slot) => {
    if (weight > 0) sample.push([latencyOf(slot), weight]);
  });
  return weightedQuantiles(sample, quantiles);
}
