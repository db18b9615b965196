import type { Healthy } from './greatestMean';
import { samplingError } from './samplingError';

const HOURS = 24;
const DAYS = 7;
/** Days and rows below which earlier days do not say what is usual. */
const FEWEST_DAYS = 3;
const FEWEST_ROWS = 200;

/**
 * Counts of the same hour of the last seven days and of the hours beside it: what is usual at this time of day. A season
 * is no drift, and a segment has no baseline of its own.
 */
export class SameHours {
  /** Counts of each hour, and whether there are any. */
  private readonly kept: Float64Array;
  private readonly isKept = new Uint8Array(HOURS * DAYS);
  /** The same added up by hour of the day. */
  private readonly sums: Float64Array;
  private readonly days = new Int32Array(HOURS);

  constructor(private readonly bins: number) {
    this.kept = new Float64Array(bins * HOURS * DAYS);
    this.sums = new Float64Array(bins * HOURS);
  }

  /** What was usual at an hour (counted from any midnight); null while too little is known. Asked before `add`. */
  healthyAt(hour: number, harmless: number): Healthy | null {
    const clock = hour % HOURS;
    if (this.days[clock]! < FEWEST_DAYS) return null;
    const shares = new Float64Array(this.bins);
    let rows = 0;
    for (let near = clock + HOURS - 1; near <= clock + HOURS + 1; near++) {
      const from = (near % HOURS) * this.bins;
      for (let bin = 0; bin < this.bins; bin++) {
        const count = this.sums[from + bin]!;
        shares[bin]! += count;
        rows += count;
      }
    }
    if (rows < FEWEST_ROWS) return null;
    for (let bin = 0; bin < this.bins; bin++) shares[bin]! /= rows;
    return { shares, radius: harmless + samplingError(shares, rows) };
  }

  add(hour: number, counts: Float64Array | null): void {
    const clock = hour % HOURS;
    const place = hour % (HOURS * DAYS);
    const from = place * this.bins;
    const sum = clock * this.bins;
    this.days[clock]! += (counts ? 1 : 0) - this.isKept[place]!;
    this.isKept[place] = counts ? 1 : 0;
    for (let bin = 0; bin < this.bins; bin++) {
      const count = counts ? counts[bin]! : 0;
      this.sums[sum + bin]! += count - this.kept[from + bin]!;
      this.kept[from + bin] = count;
    }
  }
}
