/** Why rows of a chunk cannot be scored, by place in the chunk; the first reason of a row stands. */
export class RowProblems {
  private readonly reasons = new Map<number, string>();

  get size(): number {
    return this.reasons.size;
  }

  set(place: number, reason: string): void {
    if (!this.reasons.has(place)) this.reasons.set(place, reason);
  }

  get(place: number): string | undefined {
    return this.reasons.get(place);
  }

  clear(): void {
    this.reasons.clear();
  }
}
