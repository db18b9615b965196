import { type Arrangement } from '../options';
import { type PlacedSlot } from '../draw';

export interface Bar {
  side: 'baseline' | 'current';
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A share that is not zero stays visible, however small. */
const LEAST_HEIGHT = 1.5;
const WIDEST_APART_BAR = 26;
const WIDEST_LEVEL_BAR = 64;

/**
 * The two bars of a slot. Overlaid: the baseline as wide as the slot, the current share before it and narrower, so that
 * both can be read whichever is higher. Side by side: half of the slot each.
 */
export function barsOf(
  placed: PlacedSlot,
  arrangement: Arrangement,
  heightOf: (share: number) => number,
  bottom: number,
): Bar[] {
  const { slot } = placed;
  const isBin = slot.kind === 'bin';
  const gap = isBin ? Math.min(1, placed.width * 0.1) : Math.min(6, placed.width * 0.2);
  const widest = placed.isApart ? WIDEST_APART_BAR : isBin ? Infinity : WIDEST_LEVEL_BAR;
  const [left, width] = snap((placed.width - Math.max(1, Math.min(placed.width - gap, widest))) / 2, placed);
  const overlaid = arrangement === 'overlaid';
  const inset = Math.max(1, Math.round(width * 0.22));
  const currentWidth = overlaid ? Math.max(1, width - 2 * inset) : width / 2;
  const currentLeft = overlaid ? left + (width - currentWidth) / 2 : left + width / 2;
  const bar = (side: Bar['side'], share: number | null, x: number, barWidth: number): Bar[] => {
    if (share === null || share <= 0) return [];
    const height = Math.max(LEAST_HEIGHT, heightOf(share));
    return [{ side, x, y: bottom - height, width: barWidth, height }];
  };
  return [
    ...bar('baseline', slot.baselineShare, left, overlaid ? width : width / 2),
    ...bar('current', slot.currentShare, currentLeft, currentWidth),
  ];
}

/** Left edge and width on whole pixels where there is room for it: edges between two pixels look blurred. */
function snap(margin: number, { x, width }: PlacedSlot): [left: number, width: number] {
  const [left, right] = [x + margin, x + width - margin];
  if (right - left < 4) return [left, right - left];
  return [Math.round(left) + 0.5, Math.max(1, Math.round(right) - Math.round(left) - 1)];
}
