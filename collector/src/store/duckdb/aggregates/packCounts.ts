/** Counts of one counted column, by its number. */
export type CountsByColumn = Map<number, Float64Array>;

/** Number of the column, how many counts it has, bytes of each. */
const HEADER_BYTES = 5;
/** Of a column with many counts: the first one that follows, and how many. The others are 0. */
const RANGE_BYTES = 4;
const MANY = 256;
/** Beside the bytes of each count: that a range follows. */
const HAS_RANGE = 0x80;

/**
 * Packs the counts of a cell: for each column a header, then its counts in as few bytes as the greatest one needs. A
 * column in which nothing was counted is not there.
 */
export class CountPacker {
  private bytes = new Uint8Array(4096);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  add(column: number, counts: ArrayLike<number>, from = 0, to = counts.length): void {
    let greatest = 0;
    let first = to;
    let last = from;
    for (let at = from; at < to; at++) {
      const count = counts[at]!;
      if (count === 0) continue;
      if (first === to) first = at;
      last = at;
      if (count > greatest) greatest = count;
    }
    if (greatest === 0) return;
    const width = greatest < 2 ** 8 ? 1 : greatest < 2 ** 16 ? 2 : 4;
    const hasRange = to - from >= MANY;
    const [start, end] = hasRange ? [first, last + 1] : [from, to];
    this.reserve(HEADER_BYTES + RANGE_BYTES + (end - start) * width);
    this.view.setUint16(this.length, column, true);
    this.view.setUint16(this.length + 2, to - from, true);
    this.bytes[this.length + 4] = hasRange ? width | HAS_RANGE : width;
    let next = this.length + HEADER_BYTES;
    if (hasRange) {
      this.view.setUint16(next, start - from, true);
      this.view.setUint16(next + 2, end - start, true);
      next += RANGE_BYTES;
    }
    for (let at = start; at < end; at++) {
      const count = counts[at]!;
      if (width === 1) this.bytes[next] = count;
      else if (width === 2) this.view.setUint16(next, count, true);
      else this.view.setUint32(next, count, true);
      next += width;
    }
    this.length = next;
  }

  /** What was added since the last time. */
  take(): Buffer {
    const packed = Buffer.from(this.bytes.subarray(0, this.length));
    this.length = 0;
    return packed;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const bytes = new Uint8Array((this.length + more) * 2);
    bytes.set(this.bytes.subarray(0, this.length));
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }
}

/** Adds the packed counts of the columns that are wanted (all of them where that is not said) to sums. */
export function addPacked(
  sums: CountsByColumn,
  packed: Uint8Array,
  isWanted?: (column: number) => boolean,
): void {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  for (let at = 0; at < packed.length;) {
    const column = view.getUint16(at, true);
    const total = view.getUint16(at + 2, true);
    const hasRange = (packed[at + 4]! & HAS_RANGE) !== 0;
    const width = packed[at + 4]! & ~HAS_RANGE;
    at += HEADER_BYTES;
    const first = hasRange ? view.getUint16(at, true) : 0;
    const size = hasRange ? view.getUint16(at + 2, true) : total;
    if (hasRange) at += RANGE_BYTES;
    if (isWanted === undefined || isWanted(column)) {
      let sum = sums.get(column);
      if (!sum) sums.set(column, (sum = new Float64Array(total)));
      for (let slot = 0; slot < size; slot++) {
        const count =
          width === 1
            ? packed[at + slot]!
            : width === 2
              ? view.getUint16(at + slot * 2, true)
              : view.getUint32(at + slot * 4, true);
        sum[first + slot]! += count;
      }
    }
    at += size * width;
  }
}
