/** Rows drawn above and below what is seen, so that scrolling does not run into blank cards. */
const OVERSCAN_ROWS = 2;

/**
 * Which rows of a scrolled grid are to be drawn. With 200 features some thirty cards exist at a time, whatever the
 * height of the list.
 */
export function visibleRows(view: { scrollTop: number; height: number; rowHeight: number; rows: number }): {
  first: number;
  last: number;
} {
  const { scrollTop, height, rowHeight, rows } = view;
  if (rows <= 0 || rowHeight <= 0) return { first: 0, last: -1 };
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight) - OVERSCAN_ROWS;
  const last = Math.floor((Math.max(0, scrollTop) + height) / rowHeight) + OVERSCAN_ROWS;
  return {
    first: Math.max(0, Math.min(first, rows - 1)),
    last: Math.min(rows - 1, last),
  };
}

const NARROWEST_CARD = 264;
const WIDEST_CARD = 560;
const LOWEST_CARD = 196;
const HIGHEST_CARD = 420;

export const GRID_GAP = 8;

/** Columns and the size of a card: as many as fit, as high as the panel has room for. */
export function arrangeCards(
  panel: { width: number; height: number },
  count: number,
  lowestCard = LOWEST_CARD,
): { columns: number; cardWidth: number; cardHeight: number; rows: number } {
  const fitting = Math.max(1, Math.floor((panel.width + GRID_GAP) / (NARROWEST_CARD + GRID_GAP)));
  const columns = Math.max(1, Math.min(fitting, count));
  const share = (panel.width - GRID_GAP * (columns - 1)) / columns;
  const cardWidth = Math.floor(count > 1 ? Math.min(share, WIDEST_CARD) : share);
  const rows = Math.ceil(count / columns);
  const room = (panel.height - GRID_GAP * (rows - 1)) / Math.max(1, rows);
  const highest = count > 1 ? Math.max(HIGHEST_CARD, lowestCard) : Math.max(panel.height, lowestCard);
  return { columns, cardWidth, rows, cardHeight: Math.floor(Math.max(lowestCard, Math.min(room, highest))) };
}
