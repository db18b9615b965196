import type { Fact } from '../facts';
import { NOT_APPLICABLE } from '../facts';
import type { Rows, Segments } from '../rows';

/** Pieces of the window, between whose ends a change is looked for, and of the time before it. */
export const PIECES = 48;
export const BLOCKS = 24;

/** Where rows are cut into pieces, so that each has about as many. */
export interface Cuts {
  /** Piece of each row of the window, block of each row before. */
  pieceOf: Uint8Array;
  /** First row of each piece, and the end. */
  starts: number[];
  /** By grouping, for each row: its segment and its piece as one number, or -1; computed once, read by every fact. */
  cells: Int32Array[];
}

export function cutRows({ rows, boundary }: Pick<Rows, 'rows' | 'boundary'>, { groupings }: Segments): Cuts {
  const pieceOf = new Uint8Array(rows);
  const cut = (from: number, to: number, pieces: number): number[] => {
    const starts = Array.from({ length: pieces + 1 }, (_, piece) =>
      Math.round(from + ((to - from) * piece) / pieces),
    );
    for (let piece = 0; piece < pieces; piece++) pieceOf.fill(piece, starts[piece], starts[piece + 1]);
    return starts;
  };
  cut(0, boundary, BLOCKS);
  const starts = cut(boundary, rows, PIECES);
  const cells = groupings.map(({ segmentOf }) => {
    const cell = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const segment = segmentOf[row]!;
      const pieces = row < boundary ? BLOCKS : PIECES;
      cell[row] = segment === -1 ? -1 : segment * pieces + pieceOf[row]!;
    }
    return cell;
  });
  return { pieceOf, starts, cells };
}

/** Counts of one fact by segment, piece of time and bin. */
export interface FactCounts {
  bins: number;
  window: Int32Array;
  before: Int32Array;
}

/** @param skip rows that are explained already */
export function countFact(
  fact: Fact,
  segments: Segments,
  cuts: Cuts,
  { boundary, rows }: Pick<Rows, 'boundary' | 'rows'>,
  skip: Uint8Array | null,
): FactCounts {
  const { bins, codes } = fact;
  const size = fact.onlyWhole ? 1 : segments.all.length;
  const window = new Int32Array(size * PIECES * bins);
  const before = new Int32Array(size * BLOCKS * bins);
  for (const cell of fact.onlyWhole ? cuts.cells.slice(0, 1) : cuts.cells) {
    addCounts(before, { bins, codes, cell, skip, from: 0, to: boundary });
    addCounts(window, { bins, codes, cell, skip, from: boundary, to: rows });
  }
  return { bins, window, before };
}

function addCounts(
  counts: Int32Array,
  {
    bins,
    codes,
    cell,
    skip,
    from,
    to,
  }: {
    bins: number;
    codes: Int16Array;
    cell: Int32Array;
    skip: Uint8Array | null;
    from: number;
    to: number;
  },
): void {
  for (let row = from; row < to; row++) {
    const code = codes[row]!;
    const place = cell[row]!;
    if (code === NOT_APPLICABLE || place === -1 || (skip !== null && skip[row] === 1)) continue;
    counts[place * bins + code]! += 1;
  }
}
