import { type LinearScale, scaleAround } from '../../shared/draw';
import { type GroupRate } from '../prepare';

export interface RowsLayout {
  /** Narrow: name and value stand above the track, which has the whole width. */
  isStacked: boolean;
  nameWidth: number;
  trackWidth: number;
  valueWidth: number;
  rowHeight: number;
  scale: LinearScale;
}

const NARROW = 480;
const SIDE_MARGIN = 10;
const WIDEST_NAME = 240;
const VALUE_WIDTH = 168;
const PIXELS_PER_TICK = 72;
const STACKED_ROW_HEIGHT = 64;
const ROW_HEIGHT = 34;

/** Columns of the rows, and the scale that all rows of a panel share, so that they can be compared. */
export function layoutRows(view: {
  width: number;
  groups: GroupRate[];
  /** Values beside the rates that must be seen: the ends of the allowed band. */
  others: number[];
  longestName: number;
  fromZero: boolean;
  limit: number | undefined;
}): RowsLayout {
  const { width, groups, others, fromZero, limit } = view;
  const isStacked = width < NARROW;
  const nameWidth = isStacked ? 0 : Math.min(WIDEST_NAME, width * 0.3, Math.max(90, view.longestName));
  const valueWidth = isStacked ? 0 : VALUE_WIDTH;
  const trackWidth = Math.max(60, width - nameWidth - valueWidth);
  const values = groups.flatMap(({ value, low, high, baseline }) => [value, low, high, baseline]);
  const scale = scaleAround([...values.filter((value) => value !== null), ...others], {
    start: SIDE_MARGIN,
    end: trackWidth - SIDE_MARGIN,
    atMost: Math.max(2, Math.floor(trackWidth / PIXELS_PER_TICK)),
    fromZero,
    limit,
  });
  const rowHeight = isStacked ? STACKED_ROW_HEIGHT : ROW_HEIGHT;
  return { isStacked, nameWidth, trackWidth, valueWidth, rowHeight, scale };
}
