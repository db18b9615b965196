/** Counts of one counted column, by its number. */
export type CountsByColumn = Map<number, Float64Array>;

/** Number of the column, how many counts follow, bytes of each. */
const HEADER_BYTES = 5;

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
    for (let at = from; at < to; at++) if (counts[at]! > greatest) greatest = counts[at]!;
    if (greatest === 0) return;
    const width = greatest < 2 ** 8 ? 1 : greatest < 2 ** 16 ? 2 : 4;
    this.reserve(HEADER_BYTES + (to - from) * width);
    this.view.setUint16(this.length, column, true);
    this.view.setUint16(this.length + 2, to - from, true);
    this.bytes[this.length + 4] = width;
    let next = this.length + HEADER_BYTES;
    for (let at = from; at < to; at++) {
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
    const size = view.getUint16(at + 2, true);
    const width = packed[at + 4]!;
    at += HEADER_BYTES;
    if (isWanted === undefined || isWanted(column)) {
      let sum = sums.get(column);
      if (!sum) sums.set(column, (sum = new Float64Array(size)));
      if (width === 1) for (let slot = 0; slot < size; slot++) sum[slot]! += packed[at + slot]!;
      else if (width === 2)
        for (let slot = 0; slot < size; slot++) sum[slot]! += view.getUint16(at + slot * 2, true);
      else for (let slot = 0; slot < size; slot++) sum[slot]! += view.getUint32(at + slot * 4, true);
    }
    at += size * width;
  }
}
