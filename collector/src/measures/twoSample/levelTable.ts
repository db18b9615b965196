import type { SampleSizes } from './compareSamples';
import type { LevelCounts } from './valueCounts';

/** Observed counts of both samples by level, and what each would be if both came from one distribution. */
export interface LevelRow {
  observed: [baseline: number, current: number];
  expected: [baseline: number, current: number];
}

/** The 2 × levels table without the levels that neither sample has. */
export function levelTable(counts: LevelCounts, { baseline: n, current: m }: SampleSizes): LevelRow[] {
  const rows: LevelRow[] = [];
  for (let level = 0; level < Math.max(counts.baseline.length, counts.current.length); level++) {
    const observed: LevelRow['observed'] = [counts.baseline[level] ?? 0, counts.current[level] ?? 0];
    const pooled = observed[0] + observed[1];
    if (pooled > 0) rows.push({ observed, expected: [(pooled * n) / (n + m), (pooled * m) / (n + m)] });
  }
  return rows;
}
