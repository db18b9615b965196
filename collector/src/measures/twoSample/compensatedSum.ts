/** A sum that keeps what rounding drops from each addition (A. Neumaier, 1974): for sums that are subtracted later. */
export class CompensatedSum {
  private total = 0;
  private dropped = 0;

  add(value: number): void {
    const next = this.total + value;
    this.dropped +=
      Math.abs(this.total) >= Math.abs(value) ? this.total - next + value : value - next + this.total;
    this.total = next;
  }

  get value(): number {
    return this.total + this.dropped;
  }
}
