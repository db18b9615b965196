import type { Fact } from '../facts';
import { NOT_APPLICABLE } from '../facts';
import type { Rows, Segments } from '../rows';

/** Pieces of the window, between whose ends a change is looked for, and of the time before it. */
export const PIECES = 48;
export const BLOCKS = 24;

/** Rows of a piece: they are cut so that each has about as many. */
export interface Cuts {
  /** Piece of each row of the window, block of each row before. */
  pieceOf: Uint8Array;
  /** First row of each piece, and the end. */
  starts: number[];
}

export function cutRows({ rows, boundary }: Pick<Rows, 'rows' | 'boundary'>): Cuts {
  const pieceOf = new Uint8Array(rows);
  const cut = (from: number, to: number, pieces: number): number[] => {
    const starts = Array.from({ length: pieces + 1 }, (_, piece) =>
      Math.round(from + ((to - from) * piece) / pieces),
    );
    for (let piece = 0; piece < pieces; piece++) pieceOf.fill(piece, starts[piece], starts[piece + 1]);
    return starts;
  };
  cut(0, boundary, BLOCKS);
  return { pieceOf, starts: cut(boundary, rows, PIECES) };
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
  const { pieceOf } = cuts;
  const groupings = fact.onlyWhole ? segments.groupings.slice(0, 1) : segments.groupings;
  for (const { segmentOf } of groupings) {
    for (let row = 0; row < rows; row++) {
      const code = codes[row]!;
      const segment = segmentOf[row]!;
      if (code === NOT_APPLICABLE || segment === -1 || skip?.[row] === 1) continue;
      if (row < boundary) before[(segment * BLOCKS + pieceOf[row]!) * bins + code]! += 1;
      else window[(segment * PIECES + pieceOf[row]!) * bins + code]! += 1;
    }
  }
  return { bins, window, before };
}
