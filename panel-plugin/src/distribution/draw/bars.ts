import { type Arrangement } from '../options';
import { type PlacedSlot } from './layoutChart';
import { type ShareScale } from './shareScale';

export interface Bar {
  /** Of a difference: what has become more, or less, frequent. */
  side: 'baseline' | 'current' | 'more' | 'fewer';
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
 * The bars of a slot. Overlaid: the baseline as wide as the slot, the current share before it and narrower, so that
 * both can be read whichever is higher. Side by side: half of the slot each. Mirrored: the current share above zero,
 * the baseline's below. Difference: one bar, current less baseline.
 */
export function barsOf(placed: PlacedSlot, arrangement: Arrangement, scale: ShareScale): Bar[] {
  const { slot } = placed;
  const isBin = slot.kind === 'bin';
  const gap = isBin ? Math.min(1, placed.width * 0.1) : Math.min(6, placed.width * 0.2);
  const widest = placed.isApart ? WIDEST_APART_BAR : isBin ? Infinity : WIDEST_LEVEL_BAR;
  const [x, width] = snap((placed.width - Math.max(1, Math.min(placed.width - gap, widest))) / 2, placed);
  const bar = (side: Bar['side'], share: number | null, at = { x, width }): Bar[] =>
    share === null || share === 0 ? [] : [{ side, ...at, ...verticalOf(share, scale) }];
  const { baselineShare: baseline, currentShare: current } = slot;
  switch (arrangement) {
    case 'overlaid': {
      const inset = Math.max(1, Math.round(width * 0.22));
      const inner = Math.max(1, width - 2 * inset);
      return [
        ...bar('baseline', baseline),
        ...bar('current', current, { x: x + (width - inner) / 2, width: inner }),
      ];
    }
    case 'sideBySide':
      return [
        ...bar('baseline', baseline, { x, width: width / 2 }),
        ...bar('current', current, { x: x + width / 2, width: width / 2 }),
      ];
    case 'mirrored':
      return [...bar('current', current), ...bar('baseline', baseline && -baseline)];
    case 'difference': {
      if (baseline === null || current === null) return [];
      return bar(current > baseline ? 'more' : 'fewer', current - baseline);
    }
  }
}

function verticalOf(share: number, scale: ShareScale): { y: number; height: number } {
  const zero = scale.at(0);
  const height = Math.max(LEAST_HEIGHT, Math.abs(scale.at(share) - zero));
  return { y: share > 0 ? zero - height : zero, height };
}

/** Left edge and width on whole pixels where there is room for it: edges between two pixels look blurred. */
function snap(margin: number, { x, width }: PlacedSlot): [left: number, width: number] {
  const [left, right] = [x + margin, x + width - margin];
  if (right - left < 4) return [left, right - left];
  return [Math.round(left) + 0.5, Math.max(1, Math.round(right) - Math.round(left) - 1)];
}
