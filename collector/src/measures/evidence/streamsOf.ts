import type { BinCounts, ColumnProfile } from '../../contract';
import { baselineCounts, currentCounts } from '../drift';
import { samplingError } from './samplingError';
import type { EvidenceStream } from './streamDetector';

/** Shares may move so far without harm, in total variation, unless the model says otherwise. */
export const HARMLESS = 0.1;

/** Levels beyond are counted together: a bet on each of thousands would cost more than it finds. */
const MOST_BINS = 32;

/** For each bin of a column (those of its profile, then unseen, missing and invalid) where the detector counts it. */
export function foldOf(profile: ColumnProfile): Int32Array {
  const levels = profile.counts.length;
  if (levels + 3 <= MOST_BINS) return Int32Array.from({ length: levels + 3 }, (_, bin) => bin);
  const kept = MOST_BINS - 4;
  const byCount = Array.from({ length: levels }, (_, bin) => bin).sort(
    (a, b) => profile.counts[b]! - profile.counts[a]! || a - b,
  );
  const fold = new Int32Array(levels + 3).fill(kept);
  byCount.slice(0, kept).forEach((bin, place) => (fold[bin] = place));
  for (const special of [0, 1, 2]) fold[levels + special] = kept + 1 + special;
  return fold;
}

/** Counts of logged rows as a detector takes them; null where there is none. */
export function foldCounts(bins: BinCounts, fold: Int32Array): Float64Array | null {
  const counts = currentCounts(bins);
  const weight = counts.reduce((total, count) => total + count, 0);
  if (!(weight > 0)) return null;
  const folded = new Float64Array(Math.max(...fold) + 1);
  counts.forEach((count, bin) => (folded[fold[bin]!]! += (count * bins.rows) / weight));
  return folded;
}

/**
 * The streams of a model: each feature of all predictions against its baseline, then each feature of each value of a
 * segment, which only its own earlier days tell the usual of.
 */
export function streamsOf(
  columns: Record<string, ColumnProfile>,
  segments: readonly string[],
  harmless = HARMLESS,
): EvidenceStream[] {
  const features = Object.entries(columns).map(([feature, profile]) => {
    const fold = foldOf(profile);
    return { feature, profile, fold, bins: Math.max(...fold) + 1 };
  });
  const whole = features.map(({ feature, profile, fold, bins }): EvidenceStream => {
    const shares = new Float64Array(bins);
    baselineCounts(profile).forEach((count, bin) => (shares[fold[bin]!]! += count / profile.n));
    const radius = harmless + samplingError(shares, profile.n);
    return { feature, segment: null, baseline: { shares, radius }, bins, harmless };
  });
  const parts = segments.flatMap((segment) =>
    features.map(({ feature, bins }): EvidenceStream => ({
      feature,
      segment,
      baseline: null,
      bins,
      harmless,
    })),
  );
  return [...whole, ...parts];
}
