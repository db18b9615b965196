import type { EventCounts } from '../../../collector/src/contract';
import type { Traffic } from './traffic';

/** Running sums over minutes of requests that are good or bad, so that any window is two look-ups. */
export class Requests {
  private readonly bad: Int32Array;
  private readonly all: Int32Array;

  constructor(
    { rows, hours, minutes }: Traffic,
    private readonly of: { counts: (row: number) => boolean; isBad: (row: number) => boolean },
  ) {
    this.bad = new Int32Array(hours * 60 + 1);
    this.all = new Int32Array(hours * 60 + 1);
    for (let row = 0; row < rows; row++) {
      if (!this.of.counts(row)) continue;
      this.all[minutes[row]! + 1]! += 1;
      if (this.of.isBad(row)) this.bad[minutes[row]! + 1]! += 1;
    }
    for (let minute = 1; minute < this.all.length; minute++) {
      this.all[minute]! += this.all[minute - 1]!;
      this.bad[minute]! += this.bad[minute - 1]!;
    }
  }

  /** Of the minutes from `from` to before `to`. */
  between(from: number, to: number): EventCounts {
    const [first, last] = [Math.max(0, from), Math.min(to, this.all.length - 1)];
    const bad = this.bad[last]! - this.bad[first]!;
    const all = this.all[last]! - this.all[first]!;
    return { bad, all, badRows: bad, rows: all };
  }
}
