/** Values that are kept at most; twice as many before every other one goes. */
const MOST = 256;

/** Some of the numbers that came, spread over all of them: every one at first, then every second, every fourth, ... */
export class SpreadSample {
  values: number[] = [];
  private step = 1;
  private seen = 0;

  add(more: readonly number[]): void {
    for (const value of more) {
      if (this.seen++ % this.step === 0) this.values.push(value);
      if (this.values.length < 2 * MOST) continue;
      this.values = this.values.filter((_, index) => index % 2 === 0);
      this.step *= 2;
    }
  }
}
