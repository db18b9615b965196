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
  private readonly kept: (Float64Array | null)[] = new Array<Float64Array | null>(HOURS * DAYS).fill(null);
  private readonly sums: Float64Array[];
  private readonly days = new Int32Array(HOURS);

  constructor(private readonly bins: number) {
    this.sums = Array.from({ length: HOURS }, () => new Float64Array(bins));
  }

  /** What was usual at an hour (counted from any midnight); null while too little is known. Asked before `add`. */
  healthyAt(hour: number, harmless: number): Healthy | null {
    const clock = hour % HOURS;
    if (this.days[clock]! < FEWEST_DAYS) return null;
    const shares = new Float64Array(this.bins);
    let rows = 0;
    for (const near of [(clock + HOURS - 1) % HOURS, clock, (clock + 1) % HOURS]) {
      const sum = this.sums[near]!;
      for (let bin = 0; bin < shares.length; bin++) {
        shares[bin]! += sum[bin]!;
        rows += sum[bin]!;
      }
    }
    if (rows < FEWEST_ROWS) return null;
    for (let bin = 0; bin < shares.length; bin++) shares[bin]! /= rows;
    return { shares, radius: harmless + samplingError(shares, rows) };
  }

  add(hour: number, counts: Float64Array | null): void {
    const clock = hour % HOURS;
    const place = hour % this.kept.length;
    this.move(clock, this.kept[place]!, -1);
    this.move(clock, counts, 1);
    this.kept[place] = counts;
  }

  private move(clock: number, counts: Float64Array | null, sign: 1 | -1): void {
    if (!counts) return;
    const sum = this.sums[clock]!;
    for (let bin = 0; bin < sum.length; bin++) sum[bin]! += sign * counts[bin]!;
    this.days[clock]! += sign;
  }
}
