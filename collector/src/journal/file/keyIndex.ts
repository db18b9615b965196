import { KeyFilter } from './keyFilter';
import type { KeyOnDisk, KeyStore } from './keyStore';
import { KeyTable } from './keyTable';

/** Slots handled before the event loop gets its turn: about 5 ms. */
const SLICE = 2000;
/** What the filter is sized for at least; it doubles itself. */
const LEAST_FILTER_KEYS = 1 << 18;

export interface KnownKey {
  verdict: 'same' | 'other';
  /** Group whose flush makes the first event durable; 0 when it is on disk long since. */
  group: number;
}

/**
 * Which events are there already. Three layers: `fresh` takes new keys, `writing` is on its way to the index on disk,
 * and the index, before which a filter stands. Only a key that is in none of them is new.
 */
export class KeyIndex {
  #fresh = new KeyTable();
  #writing = new KeyTable();
  #filter: KeyFilter | null = null;
  #nextFilter: KeyFilter | null = null;
  /** Where the journal ends that `writing` covers; null while nothing is being written. */
  #writingCovers: number | null = null;
  #isClosed = false;
  #filling: Promise<void> = Promise.resolve();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: KeyStore) {
    this.#filling = this.#fillFilter();
  }

  get unindexed(): number {
    return this.#fresh.size + this.#writing.size;
  }

  get freshKeys(): number {
    return this.#fresh.size;
  }

  get size(): number {
    return this.store.size + this.unindexed;
  }

  look(hashes: Uint32Array): KnownKey | null {
    for (const table of [this.#fresh, this.#writing]) {
      if (table.size === 0) continue;
      const slot = table.find(hashes);
      if (slot >= 0)
        return { verdict: table.hasContent(slot, hashes) ? 'same' : 'other', group: table.groupOf(slot) };
    }
    if (this.#filter && !this.#filter.mayHave(hashes[1]!, hashes[2]!)) return null;
    const verdict = this.store.look(hashes);
    return verdict === null ? null : { verdict, group: 0 };
  }

  add(hashes: Uint32Array, day: number, group: number): void {
    this.#fresh.add(hashes, day, group);
  }

  takeBack(group: number): void {
    this.#fresh.takeBack(group);
    this.#writing.takeBack(group);
  }

  /**
   * Writes the keys so far to disk. Where that fails they stay in memory and the next call tries them again.
   * @param end durable end of the journal at this moment: every key before it is in the tables or on disk. What is
   *   admitted but not durable yet is written too, and not covered, because its flush group may gather on.
   * @param settle resolves when every group admitted so far is durable or taken back
   * @returns up to where the index now covers the journal
   */
  write(end: number, settle: () => Promise<void>): Promise<number> {
    return this.#inTurn(() => this.#write(end, settle));
  }

  async #write(end: number, settle: () => Promise<void>): Promise<number> {
    if (this.#writingCovers === null) {
      [this.#fresh, this.#writing] = [this.#writing, this.#fresh];
      this.#writingCovers = end;
      await settle();
    }
    const covered = this.#writingCovers;
    let slot = 0;
    while (slot >= 0) {
      slot = this.#writing.visit(slot, SLICE, (hashes, day) => {
        this.store.put(hashes, day);
        this.#filter?.add(hashes[1]!, hashes[2]!);
        this.#nextFilter?.add(hashes[1]!, hashes[2]!);
      });
      await this.store.written();
    }
    await this.store.commitCovered(covered);
    this.#writing.clear();
    this.#writingCovers = null;
    if (this.#filter && this.store.size > this.#filter.capacity && !this.#nextFilter) {
      this.#filling = this.#fillFilter();
    }
    return covered;
  }

  /** Forgets keys of events before a day (days since 1970); answers how many. */
  sweep(beforeDay: number): Promise<number> {
    return this.#inTurn(() => this.#sweep(beforeDay));
  }

  async #sweep(beforeDay: number): Promise<number> {
    let removed = 0;
    for await (const entries of this.#scan()) {
      for (const { key, day } of entries) {
        if (day >= beforeDay) continue;
        this.store.remove(key);
        removed++;
      }
      await this.store.written();
    }
    return removed;
  }

  /**
   * Writes a copy of the index on disk: what is only in memory is in the journal behind what the index covers. Nothing
   * is written to the index meanwhile.
   */
  backUp(folder: string): Promise<void> {
    return this.#inTurn(() => this.store.backUp(folder));
  }

  /** One after another, whatever became of the one before. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#filling;
    await this.store.close();
  }

  async *#scan(): AsyncGenerator<KeyOnDisk[]> {
    for await (const entries of this.store.scan()) {
      if (this.#isClosed) return;
      yield entries;
    }
  }

  /** In the background: until it is done the index on disk is asked, or the filter before it. */
  async #fillFilter(): Promise<void> {
    const next = new KeyFilter(Math.max(LEAST_FILTER_KEYS, this.store.size * 2));
    this.#nextFilter = next;
    for await (const entries of this.#scan()) {
      for (const { key } of entries) next.add(key.readUInt32LE(4), key.readUInt32LE(8));
    }
    if (!this.#isClosed) this.#filter = next;
    this.#nextFilter = null;
  }
}
