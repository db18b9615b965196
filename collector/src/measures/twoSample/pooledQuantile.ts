import type { ValueCounts } from './valueCounts';

/** The value of both samples together at a place counted from 0 in ascending order. */
function valueAt(counts: ValueCounts, place: number): number {
  let below = 0;
  let last = 0;
  for (let i = 0; i < counts.values.length; i++) {
    const tied = counts.baseline[i]! + counts.current[i]!;
    if (tied > 0) last = counts.values[i]!;
    below += tied;
    if (below > place) break;
  }
  return last;
}

/** Quantile of both samples together, linear between neighbouring rows (NumPy's default). `size` is their weight. */
export function pooledQuantile(counts: ValueCounts, size: number, share: number): number {
  const place = (size - 1) * share;
  const left = Math.floor(place);
  const from = valueAt(counts, left);
  const to = valueAt(counts, left + 1);
  return from === to ? from : from * (1 - (place - left)) + to * (place - left);
}
