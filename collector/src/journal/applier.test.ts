import type { StoredRecord } from '../contract';
import { type ApplyPort, startApplier } from './applier';
import type { Journal, JournalPosition, PackedRecords } from './journal';
import { pack, predictionRecord, unpack } from './testRecords';

/** A journal in memory whose positions count records, 100 bytes each. */
class MemoryJournal {
  records: StoredRecord[] = [];
  released: JournalPosition[] = [];
  #wake = new Set<() => void>();

  add(...ids: string[]): void {
    for (const id of ids) this.records.push(predictionRecord(id, { receivedAt: Date.now() - 5000 }));
    for (const wake of this.#wake) wake();
  }
  asJournal(): Journal {
    return {
      submit: () => Promise.resolve([]),
      knows: () => false,
      read: async (after, maxBytes) => {
        const from = Number(after ?? 0);
        const records = this.records.slice(from, from + Math.max(1, Math.floor(maxBytes / 100)));
        if (records.length === 0) return { packed: null, position: after };
        return { packed: pack(records), position: String(from + records.length) };
      },
      waitBeyond: async (position, signal) => {
        while (this.records.length <= Number(position ?? 0) && !signal.aborted) {
          await new Promise<void>((resolve) => {
            this.#wake.add(resolve);
            signal.addEventListener('abort', () => resolve(), { once: true });
          });
        }
      },
      backlog: (after) => {
        const left = this.records.slice(Number(after ?? 0));
        return { bytes: left.length * 100, oldestReceivedAt: left[0]?.receivedAt ?? null };
      },
      release: async (upTo) => {
        this.released.push(upTo);
      },
      statistics: () => ({ bytes: 0, segments: 1, keys: 0 }),
      close: () => Promise.resolve(),
    };
  }
}

class MemoryStore implements ApplyPort {
  rows: string[] = [];
  batches: number[] = [];
  position: JournalPosition | null = null;
  failures: (() => void)[] = [];

  async appliedPosition(): Promise<JournalPosition | null> {
    return this.position;
  }
  async applyPacked(packed: PackedRecords, position: JournalPosition): Promise<void> {
    const records = unpack(packed);
    const failure = this.failures.shift();
    if (failure) failure();
    this.rows.push(...records.map((record) => (record as { id: string }).id));
    this.batches.push(records.length);
    this.position = position;
  }
}

const fast = { log: () => undefined, gatherMs: 1, firstRetryMs: 1, longestRetryMs: 4 };

it('applies what is there and what comes, in order, and releases it', async () => {
  const journal = new MemoryJournal();
  const store = new MemoryStore();
  journal.add('a', 'b');
  const applier = startApplier(journal.asJournal(), store, fast);
  await applier.drained();
  journal.add('c');
  await applier.drained();
  expect(store.rows).toEqual(['a', 'b', 'c']);
  expect(journal.released.at(-1)).toBe('3');
  expect(applier.behindSeconds()).toBe(0);
  await applier.stop();
});

it('goes on behind what the store has, and begins at the beginning where it has nothing', async () => {
  const journal = new MemoryJournal();
  const store = new MemoryStore();
  store.position = '2';
  journal.add('a', 'b', 'c');
  const applier = startApplier(journal.asJournal(), store, fast);
  await applier.drained();
  expect(store.rows).toEqual(['c']);
  await applier.stop();
});

it('keeps batches to their bytes', async () => {
  const journal = new MemoryJournal();
  const store = new MemoryStore();
  journal.add(...Array.from({ length: 25 }, (_, i) => String(i)));
  const applier = startApplier(journal.asJournal(), store, { ...fast, batchBytes: 1000 });
  await applier.drained();
  expect(store.batches).toEqual([10, 10, 5]);
  await applier.stop();
});

it('tries again when the store fails, keeps the reason until it works, and repeats nothing', async () => {
  const journal = new MemoryJournal();
  const store = new MemoryStore();
  const said: string[] = [];
  const reasons: (string | null)[] = [];
  const fail = (): void => {
    reasons.push(applier.lastError());
    throw new Error('the disk of the store is full');
  };
  store.failures = [fail, fail, fail];
  const applier = startApplier(journal.asJournal(), store, { ...fast, log: (line) => said.push(line) });
  journal.add('a', 'b');
  await applier.drained();
  expect(reasons).toEqual([null, 'the disk of the store is full', 'the disk of the store is full']);
  expect(said).toHaveLength(1);
  expect(applier.lastError()).toBeNull();
  expect(store.rows).toEqual(['a', 'b']);
  await applier.stop();
});

it('asks the store where it stands after a failure: a commit whose answer was lost is not repeated', async () => {
  const journal = new MemoryJournal();
  const store = new MemoryStore();
  store.failures = [
    () => {
      store.rows.push('a');
      store.position = '1';
      throw new Error('the connection was lost behind the commit');
    },
  ];
  journal.add('a');
  const applier = startApplier(journal.asJournal(), store, fast);
  await applier.drained();
  expect(store.rows).toEqual(['a']);
  await applier.stop();
});

it('says how old the oldest event is that is not in the store', async () => {
  const journal = new MemoryJournal();
  const store = new MemoryStore();
  store.failures = Array.from({ length: 1000 }, () => () => {
    throw new Error('no');
  });
  const applier = startApplier(journal.asJournal(), store, fast);
  journal.add('a');
  expect(applier.behindSeconds()).toBeGreaterThan(4.9);
  expect(applier.behindSeconds()).toBeLessThan(60);
  await applier.stop();
});

it.each<[string, string[], JournalPosition | null]>([
  ['nothing was ever there', [], null],
  ['all of it is applied', ['a', 'b'], '2'],
])('is drained at once after a start where %s', async (_, there, applied) => {
  const journal = new MemoryJournal();
  journal.add(...there);
  const store = new MemoryStore();
  store.position = applied;
  const applier = startApplier(journal.asJournal(), store, fast);
  // Before the store has said where it stands, and after.
  await applier.drained();
  await applier.drained();
  expect(store.batches).toEqual([]);
  await applier.stop();
});

it('stops while it waits, and whoever waits for it is told', async () => {
  const applier = startApplier(new MemoryJournal().asJournal(), new MemoryStore(), fast);
  await applier.stop();
  await applier.drained();
});
