import { type Ladder, type Slot, slotKey } from '../prepare';

/** One coloured field: a bin over one step. */
export interface LadderCell {
  x: number;
  y: number;
  width: number;
  height: number;
  slot: Slot;
  step: number;
  /** Current less baseline share; null where one of them is not known. */
  change: number | null;
}

export interface LadderLayout {
  plot: { left: number; right: number; top: number; bottom: number };
  rows: { slot: Slot; y: number; height: number }[];
  cells: LadderCell[];
  /** Greatest change in either direction: the end of the colour scale. */
  most: number;
  xOf: (timeMs: number) => number;
  /** What the width spans: the range, and steps that reach beyond it. */
  range: { from: number; to: number };
}

const LEFT = 42;
const RIGHT = 4;
const TOP = 4;
const BOTTOM = 20;
const NARROWEST = 2;

/**
 * Bins from the lowest at the foot to the highest, what is no value above them; steps from left to right over the range
 * of time. Steps that are narrower than two pixels are thinned: as many as can be seen are drawn.
 */
export function layoutLadder(
  size: { width: number; height: number },
  slots: Slot[],
  ladder: Ladder,
  range: { from: number; to: number },
): LadderLayout {
  const plot = {
    left: LEFT,
    right: Math.max(LEFT + 10, size.width - RIGHT),
    top: TOP,
    bottom: Math.max(TOP + 10, size.height - BOTTOM),
  };
  const from = Math.min(range.from, ladder.timesMs[0] ?? range.from);
  const to = Math.max(range.to, (ladder.timesMs.at(-1) ?? from) + ladder.stepMs);
  const xOf = (timeMs: number): number =>
    plot.left + ((timeMs - from) / Math.max(1, to - from)) * (plot.right - plot.left);
  const height = (plot.bottom - plot.top) / Math.max(1, slots.length);
  const rows = slots.map((slot, index) => ({ slot, y: plot.bottom - (index + 1) * height, height }));
  const width = xOf(from + ladder.stepMs) - plot.left;
  const every = Math.max(1, Math.ceil(NARROWEST / Math.max(width, 1e-6)));
  let most = 0;
  const cells: LadderCell[] = [];
  for (let step = 0; step < ladder.timesMs.length; step += every) {
    const x = xOf(ladder.timesMs[step]!);
    const end = Math.min(plot.right, xOf(ladder.timesMs[step]! + ladder.stepMs * every));
    for (const { slot, y } of rows) {
      const share = ladder.shares[step]!.get(slotKey(slot)) ?? null;
      const change = share === null || slot.baselineShare === null ? null : share - slot.baselineShare;
      most = Math.max(most, Math.abs(change ?? 0));
      cells.push({ x, y, width: Math.max(1, end - x), height, slot, step, change });
    }
  }
  return { plot, rows, cells, most, xOf, range: { from, to } };
}
