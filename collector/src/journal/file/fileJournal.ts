import { join } from 'node:path';
import type { Admission, Journal, JournalBatch, JournalPosition, Submission } from '../journal';
import { type ArrivalMarks } from './arrivalMarks';
import { copySegments } from './copySegments';
import { FlushGroup } from './flushGroup';
import { type FrameHead, NO_KEY } from './frame';
import type { Hasher } from './hasher';
import { IndexWriter } from './indexWriter';
import type { KeyIndex } from './keyIndex';
import type { FileJournalLimits, JournalLog } from './options';
import { readPacked } from './readFrames';
import { eventTimeOf, packRecord } from './recordCodec';
import {
  journalBusy,
  journalClosed,
  journalFull,
  recordTooLarge,
  writeRefused,
  wrongPosition,
} from './refusals';
import type { SegmentLog } from './segmentLog';

async function settled({ admissions, groups }: { admissions: Admission[]; groups: Promise<void>[] }) {
  await Promise.all(groups);
  return admissions;
}

/** Of the journal's folder. */
export const SEGMENTS_FOLDER = 'segments';
export const KEYS_FOLDER = 'known';

const DAY_MS = 86_400_000;
export const dayOf = (ms: number): number => Math.max(0, Math.floor(ms / DAY_MS));

export interface FileJournalParts {
  log: SegmentLog;
  index: KeyIndex;
  hasher: Hasher;
  marks: ArrivalMarks;
  limits: FileJournalLimits;
  tell: JournalLog;
  /** Offset up to which the index on disk covers the journal. */
  indexed: number;
  /** Offset up to which the store has applied it. */
  released: number;
  unlock(): Promise<void>;
}

/**
 * The embedded journal. Admission is decided and the frames are laid out in one synchronous step, so the order of
 * admission is the order on disk; then whatever has gathered is written and made durable in one flush, while the next
 * group gathers.
 */
export class FileJournal implements Journal {
  #gathering: FlushGroup;
  #flushing: FlushGroup | null = null;
  #flush: Promise<void> | null = null;
  #waiters = new Set<() => void>();
  #refusal: string | null = null;
  #isClosed = false;
  /** Backups under way, which need every segment that there is. */
  #holds = 0;
  readonly #indexWriter: IndexWriter;
  readonly #hashes = new Uint32Array(6);

  constructor(private readonly parts: FileJournalParts) {
    this.#gathering = new FlushGroup(1);
    const { index, limits, tell } = parts;
    this.#indexWriter = new IndexWriter(index, limits, tell, () => this.#writeIndex());
  }

  /** The waiting part is a function of its own: it would hold the submissions until their flush is over. */
  async submit(submissions: readonly Submission[]): Promise<Admission[]> {
    return settled(this.#admitAll(submissions));
  }

  knows(key: string): boolean {
    const { hasher, index } = this.parts;
    hasher.hashKey(key, this.#hashes);
    return index.look(this.#hashes) !== null;
  }

  async read(after: JournalPosition | null, maxBytes: number): Promise<JournalBatch> {
    const from = this.#offsetOf(after);
    const segment = this.parts.log.segmentAt(from);
    if (!segment) return { packed: null, position: after };
    const packed = await readPacked(segment, from, maxBytes);
    return { packed, position: String(from + packed.bytes.length) };
  }

  async waitBeyond(position: JournalPosition | null, signal: AbortSignal): Promise<void> {
    const from = this.#offsetOf(position);
    while (this.parts.log.end <= from && !signal.aborted && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiters.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        this.#waiters.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
    }
  }

  backlog(after: JournalPosition | null): { bytes: number; oldestReceivedAt: number | null } {
    const { log, marks } = this.parts;
    const from = Math.max(log.start, after === null ? 0 : Number(after));
    const bytes = Math.max(0, log.end - from);
    return { bytes, oldestReceivedAt: bytes === 0 ? null : marks.receivedAt(from) };
  }

  async release(upTo: JournalPosition): Promise<void> {
    const offset = this.#offsetOf(upTo);
    this.parts.released = Math.max(this.parts.released, offset);
    this.parts.marks.forgetBefore(this.parts.released);
    await this.#deleteReleased();
  }

  statistics(): { bytes: number; segments: number; keys: number } {
    const { log, index } = this.parts;
    return { bytes: log.end - log.start, segments: log.segments.length, keys: index.size };
  }

  /** Why nothing can be taken at the moment, or null: what readiness tells. */
  refusal(): string | null {
    const { limits, log, released } = this.parts;
    if (this.#isClosed) return 'it is closed';
    if (log.end - released > limits.maximumBacklogBytes)
      return 'the store has not applied what is there already';
    return this.#refusal;
  }

  /**
   * Writes a copy of the journal that a copy of the store goes on from, while events are taken in. The index is copied
   * before the segments, so that it knows no event that they lack, and the store before both, so that what it has
   * applied lies within them; until then no segment is deleted.
   * @returns the end of the copied journal: everything acknowledged before the call lies before it
   */
  async backUp(folder: string, copyStore: () => Promise<void>): Promise<JournalPosition> {
    const { log, index } = this.parts;
    this.#holds += 1;
    try {
      await copyStore();
      await index.backUp(join(folder, KEYS_FOLDER));
      const end = log.end;
      await copySegments(log.segments, join(folder, SEGMENTS_FOLDER));
      return String(end);
    } finally {
      this.#holds -= 1;
    }
  }

  /** Forgets the keys of events before a time; answers how many. Their rows are to be deleted from the store too. */
  sweepKeys(before: number): Promise<number> {
    return this.parts.index.sweep(dayOf(before));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const wake of this.#waiters) wake();
    while (this.#flush) await this.#flush;
    await this.#indexWriter.close();
    await this.parts.index.close();
    await this.parts.log.close();
    await this.parts.unlock();
  }

  #refuseOverload(): void {
    const { limits, index, log, released } = this.parts;
    if (this.#isClosed) throw journalClosed();
    if (this.#gathering.bytes + (this.#flushing?.bytes ?? 0) > limits.maximumPendingBytes) {
      throw journalBusy('the disk is slower than the events arrive');
    }
    if (index.unindexed > limits.maximumUnindexedKeys) {
      throw journalBusy('the index of known events is being written');
    }
    if (log.end - released > limits.maximumBacklogBytes) {
      throw journalFull('the store has not applied what is there already');
    }
  }

  /** @throws ModelWatchError before anything is admitted, or where one record is too large */
  #admitAll(submissions: readonly Submission[]): { admissions: Admission[]; groups: Promise<void>[] } {
    this.#refuseOverload();
    const admissions: Admission[] = [];
    const waitFor = new Set<number>();
    try {
      for (const submission of submissions) admissions.push(this.#admit(submission, waitFor));
    } finally {
      if (this.#gathering.bytes > 0) this.#flush ??= this.#flushAll();
    }
    return { admissions, groups: Array.from(waitFor, (number) => this.#durable(number)) };
  }

  /** @throws ModelWatchError where the record is too large; what stands before it in the request is kept */
  #admit({ record, key, content }: Submission, waitFor: Set<number>): Admission {
    const { hasher, index, limits } = this.parts;
    const body = packRecord(record);
    if (body.length > limits.maximumRecordBytes) throw recordTooLarge(body.length, limits.maximumRecordBytes);
    const hashes = this.#hashes;
    const head: FrameHead = { receivedAt: record.receivedAt, day: NO_KEY, hashes };
    if (key === null) hashes.fill(0);
    else {
      hasher.hashKey(key, hashes);
      hasher.hashContent(content ?? body, hashes);
      const known = index.look(hashes);
      if (known) {
        waitFor.add(known.group);
        return known.verdict === 'same' ? 'duplicate' : 'conflict';
      }
      head.day = dayOf(eventTimeOf(record));
      index.add(hashes, head.day, this.#gathering.number);
    }
    this.#gathering.add(head, body);
    waitFor.add(this.#gathering.number);
    return 'accepted';
  }

  /** Resolves when the flush of a group is over; at once for those that are on disk long since. */
  #durable(number: number): Promise<void> {
    if (number === this.#gathering.number) return this.#gathering.durable;
    return number === this.#flushing?.number ? this.#flushing.durable : Promise.resolve();
  }

  async #flushAll(): Promise<void> {
    // One turn of the event loop, so that the requests of this turn share the flush.
    await new Promise(setImmediate);
    let spare: Buffer | undefined;
    while (this.#gathering.bytes > 0) {
      const group = this.#gathering;
      this.#flushing = group;
      this.#gathering = new FlushGroup(group.number + 1, spare);
      await this.#flushOne(group);
      this.#flushing = null;
      spare = group.buffer;
    }
    this.#flush = null;
  }

  async #flushOne(group: FlushGroup): Promise<void> {
    const { log, marks, index } = this.parts;
    const at = log.end;
    try {
      await log.append(group.frames);
    } catch (error) {
      index.takeBack(group.number);
      const refused = writeRefused(error);
      if (this.#refusal === null) this.parts.tell(refused.message);
      this.#refusal = refused.message;
      group.settle(refused);
      return;
    }
    this.#refusal = null;
    marks.add(at, group.firstReceivedAt ?? Date.now());
    group.settle();
    for (const wake of this.#waiters) wake();
    this.#indexWriter.schedule();
  }

  async #writeIndex(): Promise<void> {
    const { index, log } = this.parts;
    const covered = await index.write(log.end, async () => {
      await Promise.allSettled([
        this.#flushing?.durable,
        this.#gathering.bytes > 0 && this.#gathering.durable,
      ]);
    });
    this.parts.indexed = Math.max(this.parts.indexed, covered);
    await this.#deleteReleased();
  }

  async #deleteReleased(): Promise<void> {
    const { log, released, indexed, limits } = this.parts;
    if (this.#holds > 0) return;
    await log.deleteBefore(Math.min(released, indexed), limits.retainBytes);
  }

  #offsetOf(position: JournalPosition | null): number {
    const { log } = this.parts;
    if (position === null) {
      if (log.start === 0) return 0;
      throw wrongPosition('the beginning', log.start, log.end);
    }
    const offset = /^\d+$/.test(position) ? Number(position) : NaN;
    if (!(offset >= log.start && offset <= log.end)) throw wrongPosition(position, log.start, log.end);
    return offset;
  }
}
