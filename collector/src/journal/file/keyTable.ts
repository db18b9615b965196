/*
 * Keys in memory, in one typed array: 8 numbers a slot (k0..k3, c0, c1, day, group). A Map of strings costs 1.3 µs and
 * 150 bytes a key under load; this 0.1 µs and 32 bytes, and nothing for the garbage collector to walk.
 */
const SLOT = 8;
const DAY = 6;
const GROUP = 7;
/** Group of an empty slot and of one whose key was taken back. */
const EMPTY = 0;
const REMOVED = 0xffffffff;

export class KeyTable {
  #slots: Uint32Array;
  #mask: number;
  #used = 0;
  #keys = 0;

  constructor(private readonly initialSlots = 1 << 12) {
    this.#slots = new Uint32Array(initialSlots * SLOT);
    this.#mask = initialSlots - 1;
  }

  get size(): number {
    return this.#keys;
  }

  /** Slot of a key, or -1. */
  find(hashes: Uint32Array): number {
    const slots = this.#slots;
    for (let slot = this.#home(hashes[0]!); ; slot = (slot + 1) & this.#mask) {
      const at = slot * SLOT;
      const group = slots[at + GROUP]!;
      if (group === EMPTY) return -1;
      if (
        group !== REMOVED &&
        slots[at] === hashes[0] &&
        slots[at + 1] === hashes[1] &&
        slots[at + 2] === hashes[2] &&
        slots[at + 3] === hashes[3]
      ) {
        return slot;
      }
    }
  }

  hasContent(slot: number, hashes: Uint32Array): boolean {
    const at = slot * SLOT;
    return this.#slots[at + 4] === hashes[4] && this.#slots[at + 5] === hashes[5];
  }

  groupOf(slot: number): number {
    return this.#slots[slot * SLOT + GROUP]!;
  }

  /** Adds a key that is not there; `group` is the number of the flush that makes it durable, from 1. */
  add(hashes: Uint32Array, day: number, group: number): void {
    if (this.#used >= (this.#mask + 1) * 0.6) this.#grow();
    this.#insert(hashes, 0, day, group);
    this.#keys++;
  }

  /** Removes every key of a group whose flush failed. */
  takeBack(group: number): void {
    for (let at = GROUP; at < this.#slots.length; at += SLOT) {
      if (this.#slots[at] !== group) continue;
      this.#slots[at] = REMOVED;
      this.#keys--;
    }
  }

  /** Calls back for keys from slot `from` on, at most `limit` slots; returns the slot to go on from, or -1 at the end. */
  visit(from: number, limit: number, see: (keyAndContent: Uint32Array, day: number) => void): number {
    const end = Math.min(from + limit, this.#mask + 1);
    for (let slot = from; slot < end; slot++) {
      const at = slot * SLOT;
      const group = this.#slots[at + GROUP]!;
      if (group !== EMPTY && group !== REMOVED) see(this.#slots.subarray(at, at + 6), this.#slots[at + DAY]!);
    }
    return end > this.#mask ? -1 : end;
  }

  clear(): void {
    if (this.#mask + 1 > this.initialSlots * 64) {
      this.#slots = new Uint32Array(this.initialSlots * SLOT);
      this.#mask = this.initialSlots - 1;
    } else this.#slots.fill(0);
    this.#used = 0;
    this.#keys = 0;
  }

  /**
   * First slot of a key: the higher the key as the index on disk compares it, byte by byte, the later. So a visit is
   * nearly in that order, and writing the keys to the index touches each of its pages once: half the pages.
   */
  #home(word: number): number {
    const bytes = (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
    return bytes >>> Math.clz32(this.#mask);
  }

  #insert(source: Uint32Array, from: number, day: number, group: number): void {
    let slot = this.#home(source[from]!);
    while (this.#slots[slot * SLOT + GROUP] !== EMPTY) slot = (slot + 1) & this.#mask;
    const at = slot * SLOT;
    for (let i = 0; i < 6; i++) this.#slots[at + i] = source[from + i]!;
    this.#slots[at + DAY] = day;
    this.#slots[at + GROUP] = group;
    this.#used++;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    this.#mask = this.#slots.length / SLOT - 1;
    this.#used = 0;
    for (let at = 0; at < old.length; at += SLOT) {
      const group = old[at + GROUP]!;
      if (group !== EMPTY && group !== REMOVED) this.#insert(old, at, old[at + DAY]!, group);
    }
  }
}
