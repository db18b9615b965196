/**
 * How often each distinct value of a numeric feature occurs in two samples. All two-sample tests are computed from it,
 * so they can be answered from counts that add up over time buckets. Missing values are not in it.
 */
export interface ValueCounts {
  /** Distinct, ascending. */
  values: Float64Array;
  /** Weight of each value among the baseline's rows; its count where nothing was sampled. */
  baseline: Float64Array;
  /** The same among the rows compared with it. */
  current: Float64Array;
}

/** How often each level of a category occurs in two samples, level by level. */
export interface LevelCounts {
  baseline: number[];
  current: number[];
}

const present = (rows: ArrayLike<number>): Float64Array =>
  Float64Array.from(rows)
    .filter((value) => !Number.isNaN(value))
    .sort();

/** Counts the distinct values of two samples of rows; NaN stands for a missing value and is left out. */
export function tabulateValues(baseline: ArrayLike<number>, current: ArrayLike<number>): ValueCounts {
  const count = (rows: Float64Array): { values: Float64Array; counts: Float64Array } => {
    const values = new Float64Array(rows.length);
    const counts = new Float64Array(rows.length);
    let last = -1;
    for (const value of rows) {
      if (last < 0 || values[last] !== value) values[++last] = value;
      counts[last]! += 1;
    }
    return { values: values.subarray(0, last + 1), counts: counts.subarray(0, last + 1) };
  };
  const one = count(present(baseline));
  const other = count(present(current));
  return mergeValueCounts(
    { values: one.values, baseline: one.counts, current: new Float64Array(one.values.length) },
    { values: other.values, baseline: new Float64Array(other.values.length), current: other.counts },
  );
}

/** The table of the rows of both tables together, in time linear in their distinct values. */
export function mergeValueCounts(one: ValueCounts, other: ValueCounts): ValueCounts {
  const room = one.values.length + other.values.length;
  const merged = {
    values: new Float64Array(room),
    baseline: new Float64Array(room),
    current: new Float64Array(room),
  };
  let i = 0;
  let j = 0;
  let length = 0;
  while (i < one.values.length || j < other.values.length) {
    const left = i < one.values.length ? one.values[i]! : Infinity;
    const right = j < other.values.length ? other.values[j]! : Infinity;
    const value = Math.min(left, right);
    merged.values[length] = value;
    if (i < one.values.length && left === value) {
      merged.baseline[length]! += one.baseline[i]!;
      merged.current[length]! += one.current[i]!;
      i++;
    }
    if (j < other.values.length && right === value) {
      merged.baseline[length]! += other.baseline[j]!;
      merged.current[length]! += other.current[j]!;
      j++;
    }
    length++;
  }
  return {
    values: merged.values.slice(0, length),
    baseline: merged.baseline.slice(0, length),
    current: merged.current.slice(0, length),
  };
}

/** The counts of both tables together; a level that one of them does not know counts as none there. */
export function mergeLevelCounts(one: LevelCounts, other: LevelCounts): LevelCounts {
  const levels = Math.max(
    one.baseline.length,
    one.current.length,
    other.baseline.length,
    other.current.length,
  );
  const add = (a: number[], b: number[]): number[] =>
    Array.from({ length: levels }, (_, level) => (a[level] ?? 0) + (b[level] ?? 0));
  return { baseline: add(one.baseline, other.baseline), current: add(one.current, other.current) };
}
