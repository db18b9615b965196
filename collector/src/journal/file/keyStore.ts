import { open, type RootDatabase } from 'lmdb';

const KEY_BYTES = 16;
const VALUE_BYTES = 12;
/** Shorter than a key, so the two cannot meet. */
const COVERED = Buffer.from('covered');

/** The index on disk: key hash (16 bytes) to content hash (8) and day (4), and up to where it covers the journal. */
export interface KeyStore {
  readonly size: number;
  covered(): number | null;
  /** Whether the key of the hashes is there with the same content, with another, or not at all. */
  look(hashes: Uint32Array): 'same' | 'other' | null;
  /** Queued; durable when `commitCovered` of a later moment resolves. */
  put(keyAndContent: Uint32Array, day: number): void;
  /** Resolves when nothing is queued any more. @throws what a write since the last call failed with */
  written(): Promise<void>;
  /** Writes the covered offset behind everything put before, and resolves when all of it is durable. */
  commitCovered(offset: number): Promise<void>;
  /** Some keys in order, from one on (that one included); fewer than `limit` at the end. */
  scan(from: Uint8Array | null, limit: number): { key: Buffer; day: number }[];
  remove(key: Uint8Array): void;
  /** Resolves when what was put and removed is durable. */
  flushed(): Promise<void>;
  /** Writes a copy of the index into a new folder; nothing may be put or removed until it is there. */
  backUp(folder: string): Promise<void>;
  close(): Promise<void>;
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

const FIRST_KEY = Buffer.alloc(KEY_BYTES, 0);
/** Keys read before the event loop gets its turn: about 5 ms. */
const COPIED_AT_ONCE = 2000;

/**
 * Addresses set aside for the file, not memory or disk: seventy million keys. Where it outgrows them it is mapped anew,
 * and the old map stays beside the new one: the same pages then count twice in the process's memory.
 */
const MAP_BYTES = 4 * 1024 ** 3;

const openDatabase = (path: string): RootDatabase<Buffer, Buffer> =>
  open({ path, keyEncoding: 'binary', encoding: 'binary', noMemInit: true, mapSize: MAP_BYTES });

/**
 * Opens the index in LMDB. Keys are written asynchronously: LMDB's own thread does the work on the tree, and it applies
 * writes in the order in which they were put, so `covered` never runs ahead of its keys.
 */
export function openKeyStore(path: string): KeyStore {
  const database = openDatabase(path);
  const words = new Uint32Array(KEY_BYTES / 4);
  const key = Buffer.from(words.buffer);
  let pending: Promise<boolean> | null = null;
  let failure: unknown = null;

  /** Writes of one turn share a promise; a rejection is kept for whoever waits next. */
  const watch = (write: Promise<boolean>): void => {
    if (write === pending) return;
    pending = write;
    write.catch((error: unknown) => {
      failure = error;
    });
  };

  const written = async (): Promise<void> => {
    await pending?.catch(() => undefined);
    const thrown = failure;
    failure = null;
    if (thrown !== null) throw asError(thrown);
  };

  return {
    get size() {
      const { entryCount } = database.getStats() as { entryCount: number };
      return Math.max(0, entryCount - 1);
    },
    covered() {
      const value = database.getBinary(COVERED);
      return value ? value.readDoubleLE(0) : null;
    },
    look(hashes) {
      words.set(hashes.subarray(0, 4));
      const value = database.getBinary(key);
      if (!value) return null;
      return value.readUInt32LE(0) === hashes[4] && value.readUInt32LE(4) === hashes[5] ? 'same' : 'other';
    },
    put(keyAndContent, day) {
      words.set(keyAndContent.subarray(0, 4));
      const value = Buffer.allocUnsafe(VALUE_BYTES);
      value.writeUInt32LE(keyAndContent[4]!, 0);
      value.writeUInt32LE(keyAndContent[5]!, 4);
      value.writeUInt32LE(day, 8);
      watch(database.put(Buffer.from(key), value));
    },
    written,
    async commitCovered(offset) {
      // Only behind keys that are there: what it covers is never looked for in the journal again.
      await written();
      const value = Buffer.allocUnsafe(8);
      value.writeDoubleLE(offset);
      await database.put(COVERED, value);
      await database.flushed;
    },
    scan(from, limit) {
      const start = from === null ? FIRST_KEY : Buffer.from(from);
      const found: { key: Buffer; day: number }[] = [];
      for (const entry of database.getRange({ start, limit })) {
        if (entry.key.length === KEY_BYTES)
          found.push({ key: Buffer.from(entry.key), day: entry.value.readUInt32LE(8) });
      }
      return found;
    },
    remove(removed) {
      watch(database.remove(Buffer.from(removed)));
    },
    async flushed() {
      await database.flushed;
    },
    async backUp(folder) {
      await database.flushed;
      const copy = openDatabase(folder);
      try {
        let from = FIRST_KEY;
        let left = true;
        while (left) {
          const entries = Array.from(
            database.getRange({ start: from, limit: COPIED_AT_ONCE }),
            ({ key, value }) => ({
              key: Buffer.from(key),
              value: Buffer.from(value),
            }),
          );
          await Promise.all(entries.map(({ key, value }) => copy.put(key, value)));
          left = entries.length === COPIED_AT_ONCE;
          from = entries.at(-1)?.key ?? from;
        }
        await copy.flushed;
      } finally {
        await copy.close();
      }
    },
    close: () => database.close(),
  };
}
