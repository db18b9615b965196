import type { BinCounts, ColumnProfile } from '../../contract';
import type { Measure, MeasureInputs } from '../measure';
import { drawCounts, seededRandom } from '../statistics';
import { comparedCounts } from './shares';

const BLOCKS = 400;
const PERCENTILE = 0.99;
/** Blocks of sizes within a factor of √2 of each other share a distance, that of the smaller ones. */
const SIZE_STEP = Math.SQRT2;

/**
 * How far blocks of healthy rows lie from their baseline by chance: the 99th percentile of a distance over blocks of so
 * many rows. A distance on few rows, or on many bins, is large where nothing has happened, so a practical floor alone
 * would alarm. Blocks are drawn with replacement from the rows of the baseline, and so is, each time, a baseline of its
 * size, whose own error counts as much. Null where the baseline has no rows.
 *
 * Efron (1979), the bootstrap, of two samples from one population. What healthy time itself does from hour to hour, its
 * seasons, is not in a baseline: compare with the same hours for that. Seeded: the same threshold every time.
 */
export function healthyBlockDistance(
  distance: Measure<'bins'>,
  input: MeasureInputs['bins'],
  rows: number,
): number | null {
  const size = SIZE_STEP ** Math.floor(Math.log(rows) / Math.log(SIZE_STEP) + 1e-9);
  const block = Math.round(size);
  const counts = 'joined' in input ? input.joined.baseline : comparedCounts(input);
  const baselineRows = counts.reduce((sum, count) => sum + count, 0);
  if (!(baselineRows >= 1) || !(block >= 1)) return null;
  const shares = Float64Array.from(counts, (count) => count / baselineRows);
  const random = seededRandom(block);
  const baseline = new Float64Array(counts.length);
  const current = new Float64Array(counts.length);
  const distances: number[] = [];
  for (let draw = 0; draw < BLOCKS; draw++) {
    drawCounts(shares, Math.round(baselineRows), random, baseline);
    drawCounts(shares, block, random, current);
    const { value } = distance(drawnInput(input, baseline, current, block), {});
    if (value !== null) distances.push(value);
  }
  distances.sort((a, b) => a - b);
  return distances[Math.ceil(PERCENTILE * distances.length) - 1] ?? null;
}

function drawnInput(
  input: MeasureInputs['bins'],
  baseline: Float64Array,
  current: Float64Array,
  rows: number,
): MeasureInputs['bins'] {
  if ('joined' in input) return { joined: { baseline: [...baseline], current: [...current], rows } };
  const { profile } = input;
  const bins = profile.counts.length;
  const drawn: ColumnProfile = {
    ...profile,
    counts: [...baseline.subarray(0, bins)],
    missing: baseline[bins + 1]!,
  };
  const counted = binCounts(profile, current, rows);
  if (!input.earlier) return { profile: drawn, current: counted };
  return { profile: drawn, current: counted, earlier: binCounts(profile, baseline, input.earlier.rows) };
}

/** In the order in which counts are compared: bins, then unseen, missing and invalid. */
function binCounts({ type, counts }: ColumnProfile, drawn: Float64Array, rows: number): BinCounts {
  const bins = counts.length;
  return {
    type,
    counts: [...drawn.subarray(0, bins)],
    unseen: drawn[bins]!,
    missing: drawn[bins + 1]!,
    invalid: drawn[bins + 2]!,
    belowRange: 0,
    aboveRange: 0,
    rows,
  };
}
