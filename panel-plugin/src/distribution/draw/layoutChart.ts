import { type Slot } from '../prepare';

/** Where a bar stands, in pixels of the chart. */
export interface PlacedSlot {
  slot: Slot;
  x: number;
  width: number;
  /** One of the bars that stand apart. */
  isApart: boolean;
}

export interface ChartLayout {
  width: number;
  height: number;
  plot: { left: number; right: number; top: number; bottom: number };
  placed: PlacedSlot[];
  /** Where the divider before the bars that stand apart is drawn; null when there are none. */
  dividerX: number | null;
}

export const AXIS_WIDTH = 42;
export const LABEL_HEIGHT = 20;
const TOP = 6;
const RIGHT = 4;
const GAP_BEFORE_APART = 13;
/** Room for the longest of the words `unseen`, `missing`, `invalid` in the axis' type size. */
const APART_WIDTH = 46;
/** From this width on every bar that stands apart is drawn, if only as a 0. */
const WIDE_PLOT = 380;
/** From this width on the bar for missing values always is; narrower still, only what is not zero. */
const ROOMY_PLOT = 215;
const NARROW_APART_WIDTH = 42;

/**
 * Gives each bar its place: bins in slots of equal width (their own width is written at the edges: bins are deciles of
 * the baseline, the outer two are open, and a bar as wide as an open interval would have to be invented), then a gap
 * and the bars that are no values.
 */
export function layoutChart(
  size: { width: number; height: number },
  slots: Slot[],
  apart: Slot[],
): ChartLayout {
  const left = AXIS_WIDTH;
  const right = Math.max(left + 10, size.width - RIGHT);
  const available = right - left;
  const isRoomy = available >= ROOMY_PLOT;
  const isShown = (slot: Slot): boolean =>
    isPresent(slot) || available >= WIDE_PLOT || (isRoomy && slot.kind === 'missing');
  const shownApart = apart.filter(isShown);
  const apartWidth = Math.min(
    isRoomy ? APART_WIDTH : NARROW_APART_WIDTH,
    (available * 0.6) / Math.max(1, shownApart.length),
  );
  const hasBoth = slots.length > 0 && shownApart.length > 0;
  const apartStart = right - apartWidth * shownApart.length;
  const valuesEnd = hasBoth ? apartStart - GAP_BEFORE_APART : right;
  const slotWidth = slots.length > 0 ? (valuesEnd - left) / slots.length : 0;
  return {
    ...size,
    plot: { left, right, top: TOP, bottom: Math.max(TOP + 10, size.height - LABEL_HEIGHT) },
    placed: [
      ...slots.map((slot, index) => ({
        slot,
        x: left + index * slotWidth,
        width: slotWidth,
        isApart: false,
      })),
      ...shownApart.map((slot, index) => ({
        slot,
        x: apartStart + index * apartWidth,
        width: apartWidth,
        isApart: true,
      })),
    ],
    dividerX: hasBoth ? apartStart - GAP_BEFORE_APART / 2 : null,
  };
}

/** The bar under a horizontal position, or -1. */
export function findSlotAt(layout: ChartLayout, x: number): number {
  return layout.placed.findIndex((placed) => x >= placed.x && x < placed.x + placed.width);
}

function isPresent(slot: Slot): boolean {
  return (slot.baselineShare ?? 0) > 0 || (slot.currentShare ?? 0) > 0;
}
