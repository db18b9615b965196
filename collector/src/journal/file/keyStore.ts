import { ClassicLevel } from 'classic-level';
import { ModelWatchError } from '../../contract';

const KEY_BYTES = 16;
const VALUE_BYTES = 12;
/** Shorter than a key, so they cannot meet one. */
const COVERED = Buffer.from('covered');
const COUNT = Buffer.from('count');
const FIRST_KEY = Buffer.alloc(KEY_BYTES, 0);
/** Keys read before the event loop gets its turn: about 5 ms. */
const READ_AT_ONCE = 2000;

export interface KeyOnDisk {
  key: Buffer;
  day: number;
}

/** The index on disk: key hash (16 bytes) to content hash (8) and day (4), and up to where it covers the journal. */
export interface KeyStore {
  /** How many keys there are; those that were put again after a failure count twice. */
  readonly size: number;
  covered(): number | null;
  /** Whether the key of the hashes is there with the same content, with another, or not at all. */
  look(hashes: Uint32Array): 'same' | 'other' | null;
  /** Gathered until `written` is called. */
  put(keyAndContent: Uint32Array, day: number): void;
  /** Gathered until `written` is called. */
  remove(key: Uint8Array): void;
  /** Resolves when all that was gathered is durable; where it fails, none of that is there. */
  written(): Promise<void>;
  /** Writes the covered offset behind everything put before, and resolves when all of it is durable. */
  commitCovered(offset: number): Promise<void>;
  /** All keys of this moment, some at a time. */
  scan(): AsyncGenerator<KeyOnDisk[], void, void>;
  /** Writes a copy of the index into a new folder; nothing may be put or removed until it is there. */
  backUp(folder: string): Promise<void>;
  close(): Promise<void>;
}

type Database = ClassicLevel<Buffer, Buffer>;

/**
 * Opens the index in LevelDB. Keys are hashes, which come in no order: a log-structured tree writes them out one after
 * the other and merges later, where a B-tree would write most of its pages again for each batch.
 * @throws ModelWatchError `journal-index-damaged`
 */
export async function openKeyStore(path: string): Promise<KeyStore> {
  const database = await openDatabase(path);
  const words = new Uint32Array(KEY_BYTES / 4);
  const key = Buffer.from(words.buffer);
  let count = readNumber(database, COUNT) ?? 0;
  let gathered = database.batch();
  let change = 0;

  const written = async (): Promise<void> => {
    if (gathered.length === 0) return;
    const batch = gathered.put(COUNT, numberBytes(count + change));
    const changed = change;
    gathered = database.batch();
    change = 0;
    await batch.write({ sync: true });
    count += changed;
  };

  return {
    get size() {
      return count;
    },
    covered: () => readNumber(database, COVERED),
    look(hashes) {
      words.set(hashes.subarray(0, 4));
      const value = database.getSync(key);
      if (!value) return null;
      return value.readUInt32LE(0) === hashes[4] && value.readUInt32LE(4) === hashes[5] ? 'same' : 'other';
    },
    put(keyAndContent, day) {
      words.set(keyAndContent.subarray(0, 4));
      const value = Buffer.allocUnsafe(VALUE_BYTES);
      value.writeUInt32LE(keyAndContent[4]!, 0);
      value.writeUInt32LE(keyAndContent[5]!, 4);
      value.writeUInt32LE(day, 8);
      gathered.put(key, value);
      change += 1;
    },
    remove(removed) {
      gathered.del(Buffer.from(removed));
      change -= 1;
    },
    written,
    async commitCovered(offset) {
      // Only behind keys that are there: what it covers is never looked for in the journal again.
      await written();
      await database.put(COVERED, numberBytes(offset), { sync: true });
    },
    async *scan() {
      for await (const entries of readAll(database, FIRST_KEY)) {
        yield entries.flatMap(([found, value]) =>
          found.length === KEY_BYTES ? [{ key: found, day: value.readUInt32LE(8) }] : [],
        );
      }
    },
    async backUp(folder) {
      const copy = await openDatabase(folder);
      try {
        for await (const entries of readAll(database)) {
          await copy.batch(
            entries.map(([key, value]) => ({ type: 'put' as const, key, value })),
            { sync: true },
          );
        }
      } finally {
        await copy.close();
      }
    },
    close: () => database.close(),
  };
}

async function openDatabase(path: string): Promise<Database> {
  // Hashes do not compress.
  const database: Database = new ClassicLevel(path, {
    keyEncoding: 'buffer',
    valueEncoding: 'buffer',
    compression: false,
  });
  try {
    await database.open();
  } catch (error) {
    const { cause, message } = error as Error;
    throw new ModelWatchError({
      code: 'journal-index-damaged',
      status: 500,
      message:
        `The index of known events in ${path} cannot be opened (${cause instanceof Error ? cause.message : message}). ` +
        'Restore the journal from a backup; or move that folder away: the index is then written anew from the journal, ' +
        'and only events that are older than the journal could be taken a second time.',
    });
  }
  return database;
}

async function* readAll(database: Database, from?: Buffer): AsyncGenerator<[Buffer, Buffer][], void, void> {
  const iterator = database.iterator(from ? { gte: from } : {});
  try {
    for (;;) {
      const entries = await iterator.nextv(READ_AT_ONCE);
      if (entries.length === 0) return;
      yield entries;
    }
  } finally {
    await iterator.close();
  }
}

const readNumber = (database: Database, key: Buffer): number | null =>
  database.getSync(key)?.readDoubleLE(0) ?? null;

function numberBytes(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeDoubleLE(value);
  return bytes;
}
