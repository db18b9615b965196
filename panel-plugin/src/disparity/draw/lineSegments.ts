/** Points of a line in pieces: a value that is not known leaves a gap, and never a straight line across it. */
export function lineSegments(
  timesMs: number[],
  values: (number | null)[],
): { timeMs: number; value: number }[][] {
  const pieces: { timeMs: number; value: number }[][] = [];
  let open: { timeMs: number; value: number }[] | undefined;
  values.forEach((value, index) => {
    const timeMs = timesMs[index];
    if (value === null || timeMs === undefined) open = undefined;
    else if (open) open.push({ timeMs, value });
    else pieces.push((open = [{ timeMs, value }]));
  });
  return pieces;
}

/** Index of the time nearest to a moment, -1 of none. */
export function nearestIndex(timesMs: number[], atMs: number): number {
  let nearest = -1;
  timesMs.forEach((timeMs, index) => {
    const isNearer = nearest === -1 || Math.abs(timeMs - atMs) < Math.abs(timesMs[nearest]! - atMs);
    if (isNearer) nearest = index;
  });
  return nearest;
}
