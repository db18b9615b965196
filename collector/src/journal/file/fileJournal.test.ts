import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { StoredRecord } from '../../contract';
import { predictionRecord, submission, unpack } from '../testRecords';
import { FileJournal, openFileJournal } from '.';
import type { FileJournalLimits } from './options';
import { type OpenSegmentFile, SegmentLog } from './segmentLog';

let folder: string;
const said: string[] = [];
const opened: FileJournal[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  said.length = 0;
});
afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openHere(
  limits: Partial<FileJournalLimits> = {},
  openFile?: OpenSegmentFile,
  at = folder,
): Promise<FileJournal> {
  const journal = await openFileJournal({ folder: at, log: (line) => said.push(line), limits }, openFile);
  opened.push(journal);
  return journal;
}

async function everything(journal: FileJournal, sliceBytes = 1000): Promise<StoredRecord[]> {
  const records: StoredRecord[] = [];
  for (let position: string | null = null; ;) {
    const batch = await journal.read(position, sliceBytes);
    if (batch.packed === null) return records;
    records.push(...unpack(batch.packed));
    position = batch.position;
  }
}
const ids = (records: StoredRecord[]): string[] =>
  records.map((record) => (record.kind === 'prediction' ? record.id : record.kind));

describe('admission', () => {
  it('accepts once, calls the same again a duplicate and other content a conflict', async () => {
    const journal = await openHere();
    expect(await journal.submit([submission('a'), submission('b')])).toEqual(['accepted', 'accepted']);
    expect(await journal.submit([submission('a'), submission('b', { score: 0.9 }), submission('c')])).toEqual(
      ['duplicate', 'conflict', 'accepted'],
    );
    expect(ids(await everything(journal))).toEqual(['a', 'b', 'c']);
  });

  it('does not let the moment of receipt tell an event from itself', async () => {
    const journal = await openHere();
    await journal.submit([submission('a', { receivedAt: 1 })]);
    expect(await journal.submit([submission('a', { receivedAt: 2 })])).toEqual(['duplicate']);
  });

  it('finds duplicates within one request and between requests in flight', async () => {
    const journal = await openHere();
    const [first, second] = await Promise.all([
      journal.submit([submission('a'), submission('a'), submission('a', { score: 0 })]),
      journal.submit([submission('a')]),
    ]);
    expect(first).toEqual(['accepted', 'duplicate', 'conflict']);
    expect(second).toEqual(['duplicate']);
    expect(await everything(journal)).toHaveLength(1);
  });

  it('appends what has no key every time', async () => {
    const journal = await openHere();
    const one = { ...submission('a'), key: null };
    expect(await journal.submit([one, one])).toEqual(['accepted', 'accepted']);
  });

  it('knows events again after a restart, from the index and from the journal alone', async () => {
    const journal = await openHere();
    await journal.submit([submission('a')]);
    await journal.close();
    const second = await openHere();
    expect(await second.submit([submission('a'), submission('a', { score: 1 })])).toEqual([
      'duplicate',
      'conflict',
    ]);
    await second.close();
    rmSync(join(folder, 'known'), { recursive: true });
    const third = await openHere();
    expect(await third.submit([submission('a'), submission('b')])).toEqual(['duplicate', 'accepted']);
  });

  it('says what to do about an index that cannot be opened', async () => {
    await (await openHere()).close();
    writeFileSync(join(folder, 'known', 'CURRENT'), 'nothing');
    await expect(openHere()).rejects.toMatchObject({
      code: 'journal-index-damaged',
      message: expect.stringContaining('move that folder away') as string,
    });
    rmSync(join(folder, 'known'), { recursive: true });
    await expect(openHere()).resolves.toBeDefined();
  });

  it('forgets keys of events that are older than the retention', async () => {
    const journal = await openHere({ indexBatchKeys: 1 });
    const day = 86_400_000;
    await journal.submit([submission('old', { ts: 10 * day }), submission('young', { ts: 20 * day })]);
    await journal.close();
    const again = await openHere();
    expect(await again.sweepKeys(15 * day)).toBe(1);
    expect(
      await again.submit([submission('old', { ts: 10 * day }), submission('young', { ts: 20 * day })]),
    ).toEqual(['accepted', 'duplicate']);
  });

  it('keeps its answers while thousands of keys move from memory to disk', async () => {
    const journal = await openHere({ indexBatchKeys: 500, indexQuietMs: 5 });
    for (let round = 0; round < 20; round++) {
      const batch = Array.from({ length: 400 }, (_, i) => submission(`${round}-${i}`));
      expect(new Set(await journal.submit(batch))).toEqual(new Set(['accepted']));
      const earlier = Math.floor(round / 2);
      const again = Array.from({ length: 400 }, (_, i) => submission(`${earlier}-${i}`));
      expect(new Set(await journal.submit(again))).toEqual(new Set(['duplicate']));
    }
    expect(journal.statistics().keys).toBeGreaterThanOrEqual(8000);
    await journal.close();
    const second = await openHere();
    expect(second.statistics().keys).toBe(8000);
  });
});

describe('durability', () => {
  it('cuts a tail that is torn at any byte, says so, and keeps every record before it', async () => {
    const journal = await openHere();
    await journal.submit([submission('a'), submission('b')]);
    const before = journal.statistics().bytes;
    await journal.submit([submission('last')]);
    const after = journal.statistics().bytes;
    await journal.close();
    const [name] = readdirSync(join(folder, 'segments'));
    for (let bytes = before; bytes < after; bytes += 1) {
      const copy = mkdtempSync(join(tmpdir(), 'torn-'));
      // Without the index: it covers the whole record, which a crash that tears it would not have left.
      cpSync(join(folder, 'segments'), join(copy, 'segments'), { recursive: true });
      truncateSync(join(copy, 'segments', name!), 16 + bytes);
      if ((bytes - before) % 50 > 0) {
        const log = await SegmentLog.open(join(copy, 'segments'), 0, 1e6, (line) => said.push(line));
        expect(log.end).toBe(before);
      } else {
        const torn = await openHere({}, undefined, copy);
        expect(ids(await everything(torn))).toEqual(['a', 'b']);
        expect(await torn.submit([submission('last'), submission('a')])).toEqual(['accepted', 'duplicate']);
        expect(ids(await everything(torn))).toEqual(['a', 'b', 'last']);
        await torn.close();
      }
      rmSync(copy, { recursive: true });
    }
    expect(said.filter((line) => line.includes('Cut '))).toHaveLength(after - before - 1);
  });

  it('cuts a tail of rubbish and keeps the bytes aside', async () => {
    const journal = await openHere();
    await journal.submit([submission('a')]);
    await journal.close();
    const [name] = readdirSync(join(folder, 'segments'));
    appendFileSync(join(folder, 'segments', name!), Buffer.from('rubbish that is no frame'));
    const again = await openHere();
    expect(ids(await everything(again))).toEqual(['a']);
    const aside = readdirSync(join(folder, 'segments')).find((file) => file.includes('.torn-'))!;
    expect(readFileSync(join(folder, 'segments', aside), 'utf8')).toBe('rubbish that is no frame');
  });

  it('takes keys back when the disk is full, and goes on when there is room again', async () => {
    let isFull = false;
    const journal = await openHere({}, async (path) => {
      const file = await open(path, 'r+');
      return {
        write: ((bytes: Buffer, offset: number, length: number, at: number) => {
          if (!isFull) return file.write(bytes, offset, length, at);
          // Half of it arrives, as on a real full disk.
          return file.write(bytes, offset, length >> 1, at).then(() => {
            throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
          });
        }) as typeof file.write,
        datasync: () => file.datasync(),
        truncate: (length) => file.truncate(length),
        close: () => file.close(),
      };
    });
    await journal.submit([submission('a')]);
    isFull = true;
    const both = await Promise.allSettled([
      journal.submit([submission('b')]),
      journal.submit([submission('b')]),
    ]);
    for (const one of both) {
      expect(one).toMatchObject({
        status: 'rejected',
        reason: { code: 'journal-full', status: 503, retryAfterSeconds: 10 },
      });
    }
    expect(journal.refusal()).toContain('the disk is full');
    isFull = false;
    expect(await journal.submit([submission('b'), submission('a')])).toEqual(['accepted', 'duplicate']);
    expect(journal.refusal()).toBeNull();
    await journal.close();
    expect(ids(await everything(await openHere()))).toEqual(['a', 'b']);
  });

  it('is opened by one at a time, and by the next once that one has ended', async () => {
    const journal = await openHere();
    await expect(openHere()).rejects.toMatchObject({ code: 'journal-locked' });
    await journal.close();
    await expect(openHere()).resolves.toBeInstanceOf(FileJournal);
  });

  it('refuses a folder whose segments were lost, instead of calling new events duplicates', async () => {
    const journal = await openHere();
    await journal.submit([submission('a')]);
    await journal.close();
    rmSync(join(folder, 'segments'), { recursive: true });
    await expect(openHere()).rejects.toMatchObject({ code: 'journal-index-ahead' });
  });

  it('recovers exactly what was acknowledged, however submits interleave and wherever it stops', async () => {
    const step = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 2 })), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (requests) => {
        const here = mkdtempSync(join(tmpdir(), 'model-'));
        const limits = { segmentBytes: 600, indexBatchKeys: 3, indexQuietMs: 1 };
        let journal = await openHere(limits, undefined, here);
        const expected = new Map<string, number>();
        for (const [place, halves] of [requests.slice(0, 6), requests.slice(6)].entries()) {
          const answers = await Promise.all(
            halves.map((events) =>
              journal.submit(events.map(([id, score]) => submission(String(id), { score }))),
            ),
          );
          halves.forEach((events, request) =>
            events.forEach(([id, score], i) => {
              const known = expected.get(String(id));
              const verdict = known === undefined ? 'accepted' : known === score ? 'duplicate' : 'conflict';
              expect(answers[request]![i]).toBe(verdict);
              if (known === undefined) expected.set(String(id), score);
            }),
          );
          if (place === 0) {
            await journal.close();
            journal = await openHere(limits, undefined, here);
          }
        }
        const records = await everything(journal, 300);
        expect(records).toEqual(Array.from(expected, ([id, score]) => predictionRecord(id, { score })));
        await journal.close();
        rmSync(here, { recursive: true });
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('limits and reading', () => {
  it('refuses with Retry-After when the store does not keep up, before anything is taken', async () => {
    const journal = await openHere({ maximumBacklogBytes: 500 });
    await journal.submit([submission('a'), submission('b'), submission('c')]);
    await expect(journal.submit([submission('d')])).rejects.toMatchObject({
      code: 'journal-full',
      status: 503,
      retryAfterSeconds: 10,
    });
    const { position } = await journal.read(null, 1e6);
    await journal.release(position!);
    expect(await journal.submit([submission('d')])).toEqual(['accepted']);
  });

  it('refuses with 429 while more waits for its flush than memory is given to', async () => {
    const journal = await openHere({ maximumPendingBytes: 300 });
    const first = journal.submit([submission('a'), submission('b')]);
    await expect(journal.submit([submission('c')])).rejects.toMatchObject({
      code: 'journal-busy',
      status: 429,
    });
    expect(await first).toEqual(['accepted', 'accepted']);
    expect(await journal.submit([submission('c')])).toEqual(['accepted']);
  });

  it('deletes whole segments once they are applied and indexed, and positions stay good', async () => {
    const journal = await openHere({ segmentBytes: 500, retainBytes: 0, indexBatchKeys: 1, indexQuietMs: 1 });
    for (let i = 0; i < 20; i++) await journal.submit([submission(String(i))]);
    const { position } = await journal.read(null, 1);
    const segments = journal.statistics().segments;
    expect(segments).toBeGreaterThan(5);
    const all = await everything(journal);
    let end: string | null = position;
    for (
      let batch = await journal.read(end, 1e6);
      batch.packed !== null;
      batch = await journal.read(end, 1e6)
    )
      end = batch.position;
    await journal.release(end!);
    await journal.close();
    const again = await openHere({ segmentBytes: 500, retainBytes: 0 });
    await again.release(end!);
    expect(again.statistics().segments).toBe(1);
    expect(all).toHaveLength(20);
    await expect(again.read(position, 100)).rejects.toMatchObject({ code: 'journal-position' });
    await again.submit([submission('new'), submission('3')]);
    expect(ids(unpack((await again.read(end, 1e6)).packed))).toEqual(['new']);
  });

  it('wakes who waits for more, and who gives up', async () => {
    const journal = await openHere();
    const never = new AbortController();
    const waiting = journal.waitBeyond(null, never.signal);
    await journal.submit([submission('a')]);
    await waiting;
    const { position } = await journal.read(null, 1e6);
    const given = new AbortController();
    const second = journal.waitBeyond(position, given.signal);
    given.abort();
    await second;
    expect(journal.backlog(null)).toEqual({
      bytes: journal.statistics().bytes,
      oldestReceivedAt: 1_790_812_828_000,
    });
    expect(journal.backlog(position)).toEqual({ bytes: 0, oldestReceivedAt: null });
  });

  it('says where a record no longer matches its checksum', async () => {
    const journal = await openHere({ segmentBytes: 100 });
    await journal.submit([submission('a')]);
    await journal.submit([submission('b')]);
    await journal.close();
    const [name] = readdirSync(join(folder, 'segments')).sort();
    const path = join(folder, 'segments', name!);
    copyFileSync(path, `${path}.kept`);
    const file = await open(path, 'r+');
    await file.write(Buffer.from('X'), 0, 1, 16 + 100);
    await file.close();
    const again = await openHere();
    const { packed } = await again.read(null, 1e6);
    expect(() => unpack(packed)).toThrow(/record at 0 of the journal .* does not match its checksum/);
  });
});

describe('backup', () => {
  it('copies what was acknowledged while events come, with what is known, and deletes nothing meanwhile', async () => {
    const journal = await openHere({ segmentBytes: 500, retainBytes: 0, indexBatchKeys: 1 });
    await journal.submit(Array.from({ length: 10 }, (_, i) => submission(`before${i}`)));
    let more = 0;
    const position = await journal.backUp(join(folder, 'copy'), async () => {
      const first = (await journal.read(null, 1)).position!;
      for (; more < 20; more += 1) await journal.submit([submission(`during${more}`)]);
      const segments = journal.statistics().segments;
      await journal.release(String(Number(first) + journal.backlog(first).bytes));
      expect(journal.statistics().segments).toBe(segments);
    });
    await journal.submit([submission('after')]);

    const copy = await openHere({}, undefined, join(folder, 'copy'));
    const there = ids(await everything(copy));
    expect(there).toEqual([
      ...Array.from({ length: 10 }, (_, i) => `before${i}`),
      ...Array.from({ length: 20 }, (_, i) => `during${i}`),
    ]);
    expect(copy.backlog(position).bytes).toBe(0);
    expect(await copy.submit([submission('before0'), submission('during19'), submission('after')])).toEqual([
      'duplicate',
      'duplicate',
      'accepted',
    ]);
  });
});
