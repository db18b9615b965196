/**
 * One line of the benchmark table: two things measured side by side in one run, as a ratio, because the machine's
 * speed drifts and seconds do not compare.
 */
export interface Bar {
  /** For `--only NAME`. */
  name: string;
  what: string;
  /** Exactly one of the two. */
  atLeast?: number;
  atMost?: number;
  /** Of the value; most are ratios. */
  unit?: 'ratio' | 'ms' | 'MB';
  /** A sentence when a part it needs is missing here; the bar is then skipped by name. */
  missing?(): Promise<string | null>;
  run(): Promise<{ value: number; detail: string }>;
}

export const UNITS = { ratio: '', ms: ' ms', MB: ' MB' };

/** The bound as it is printed: `at least 0.5`, `at most 50 ms`. */
export const boundOf = (bar: Bar): string =>
  (bar.atLeast !== undefined ? `at least ${bar.atLeast}` : `at most ${bar.atMost}`) +
  UNITS[bar.unit ?? 'ratio'];

export function holds(bar: Bar, value: number): boolean {
  return bar.atLeast !== undefined ? value >= bar.atLeast : value <= bar.atMost!;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
