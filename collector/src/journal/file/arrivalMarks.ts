/** Marks kept at most; beyond that every second one is dropped, which makes ages coarser, never too young. */
const MAXIMUM_MARKS = 4096;

/** When what lies at an offset was received: enough to tell the age of the oldest record beyond a position. */
export class ArrivalMarks {
  #marks: { offset: number; receivedAt: number }[] = [];

  add(offset: number, receivedAt: number): void {
    this.#marks.push({ offset, receivedAt });
    if (this.#marks.length > MAXIMUM_MARKS) this.#marks = this.#marks.filter((_, place) => place % 2 === 0);
  }

  /** Of the last mark at or before the offset; null where nothing is known. */
  receivedAt(offset: number): number | null {
    let low = 0;
    let high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#marks[middle]!.offset <= offset) low = middle + 1;
      else high = middle;
    }
    return (this.#marks[low - 1] ?? this.#marks[0])?.receivedAt ?? null;
  }

  /** Forgets marks that no offset from here on needs. */
  forgetBefore(offset: number): void {
    let needless = 0;
    while (needless + 1 < this.#marks.length && this.#marks[needless + 1]!.offset <= offset) needless++;
    if (needless > 0) this.#marks = this.#marks.slice(needless);
  }
}
