const LINE_HEIGHT = 13;

/**
 * Moves labels at the ends of lines apart so that none covers another, as little as possible and inside their limits.
 * Those that find no room are left out, the last ones first: give the important ones first.
 */
export function spreadLabels<T extends { y: number }>(
  labels: T[],
  limits: { top: number; bottom: number },
): T[] {
  const room = Math.max(0, Math.floor((limits.bottom - limits.top) / LINE_HEIGHT) + 1);
  const placed = labels
    .slice(0, room)
    .map((label) => ({ ...label, y: Math.max(limits.top, Math.min(limits.bottom, label.y)) }))
    .sort((a, b) => a.y - b.y);
  for (let index = 1; index < placed.length; index++) {
    placed[index]!.y = Math.max(placed[index]!.y, placed[index - 1]!.y + LINE_HEIGHT);
  }
  // What was pushed out below is pushed back up, and pushes the others.
  let floor = limits.bottom;
  for (let index = placed.length - 1; index >= 0; index--) {
    placed[index]!.y = Math.min(placed[index]!.y, floor);
    floor = placed[index]!.y - LINE_HEIGHT;
  }
  return placed;
}
