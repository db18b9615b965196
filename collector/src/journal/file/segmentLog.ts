import { type FileHandle, mkdir, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelWatchError } from '../../contract';
import { cutTornTail } from './cutTornTail';
import type { JournalLog } from './options';
import { baseOfName, createSegment, readSegment, type Segment, SEGMENT_HEADER_BYTES } from './segment';

/** What the log asks of an open file: the tests put a full disk in its place. */
export type SegmentFile = Pick<FileHandle, 'write' | 'datasync' | 'truncate' | 'close'>;
export type OpenSegmentFile = (path: string) => Promise<SegmentFile>;

/** Segments in a row, appended at the end only. It knows bytes, not records. */
export class SegmentLog {
  #file: SegmentFile | null = null;
  #needsRepair = false;

  private constructor(
    private readonly folder: string,
    private readonly segmentBytes: number,
    private readonly openFile: OpenSegmentFile,
    readonly segments: Segment[],
  ) {}

  /** @throws ModelWatchError `journal-gap` where a segment is missing */
  static async open(
    folder: string,
    firstBase: number,
    segmentBytes: number,
    log: JournalLog,
    openFile: OpenSegmentFile = (path) => open(path, 'r+'),
  ): Promise<SegmentLog> {
    await mkdir(folder, { recursive: true });
    const segments = await listSegments(folder, log);
    if (segments.length === 0) segments.push(await createSegment(folder, firstBase, Date.now()));
    const last = segments.at(-1)!;
    last.bytes = await cutTornTail(last, log);
    refuseGaps(segments);
    return new SegmentLog(folder, segmentBytes, openFile, segments);
  }

  get start(): number {
    return this.segments[0]!.base;
  }

  /** Everything before it is durable. */
  get end(): number {
    const last = this.segments.at(-1)!;
    return last.base + last.bytes;
  }

  /** Appends whole frames; durable when it resolves. Where it fails nothing of them is left. */
  async append(bytes: Buffer): Promise<void> {
    if (this.#needsRepair) await this.#repair();
    try {
      if (this.segments.at(-1)!.bytes >= this.segmentBytes) await this.#rotate();
      const segment = this.segments.at(-1)!;
      const file = await this.#current();
      for (let done = 0; done < bytes.length;) {
        const at = SEGMENT_HEADER_BYTES + segment.bytes + done;
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at);
        done += bytesWritten;
      }
      await file.datasync();
      segment.bytes += bytes.length;
    } catch (error) {
      this.#needsRepair = true;
      await this.#repair().catch(() => undefined);
      throw error;
    }
  }

  /** The segment that holds an offset; undefined when it lies outside. */
  segmentAt(offset: number): Segment | undefined {
    return this.segments.find(({ base, bytes }) => offset >= base && offset < base + bytes);
  }

  /** Deletes the oldest segments that end at or before `offset`, but never the last one, keeping `retainBytes`. */
  async deleteBefore(offset: number, retainBytes: number): Promise<void> {
    while (this.segments.length > 1) {
      const [oldest] = this.segments as [Segment];
      const end = oldest.base + oldest.bytes;
      if (end > offset || this.end - end < retainBytes) return;
      this.segments.shift();
      await unlink(oldest.path);
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #current(): Promise<SegmentFile> {
    return (this.#file ??= await this.openFile(this.segments.at(-1)!.path));
  }

  async #rotate(): Promise<void> {
    const next = await createSegment(this.folder, this.end, Date.now());
    await this.close();
    this.segments.push(next);
  }

  /** Cuts off what a failed append may have left, so that the next one does not stand behind rubbish. */
  async #repair(): Promise<void> {
    const file = await this.#current();
    await file.truncate(SEGMENT_HEADER_BYTES + this.segments.at(-1)!.bytes);
    await file.datasync();
    this.#needsRepair = false;
  }
}

async function listSegments(folder: string, log: JournalLog): Promise<Segment[]> {
  const bases = (await readdir(folder)).map(baseOfName).filter((base) => base !== null);
  bases.sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const base of bases) {
    const path = join(folder, `${String(base).padStart(16, '0')}.log`);
    const segment = await readSegment(path, base);
    if (segment) segments.push(segment);
    else if (base === bases.at(-1)) {
      await unlink(path);
      log(
        `Removed the journal segment ${path}: it was being begun when the process ended and held no event.`,
      );
    } else {
      throw new ModelWatchError({
        code: 'journal-damaged',
        status: 500,
        message: `${path} is no journal segment; restore it from a backup, or move the journal folder away to begin a new one.`,
      });
    }
  }
  return segments;
}

function refuseGaps(segments: readonly Segment[]): void {
  segments.forEach((segment, position) => {
    const next = segments[position + 1];
    if (next && next.base !== segment.base + segment.bytes) {
      throw new ModelWatchError({
        code: 'journal-gap',
        status: 500,
        message:
          `The journal has a gap: ${segment.path} ends at ${segment.base + segment.bytes} and the next segment begins ` +
          `at ${next.base}. Restore the missing segment from a backup, or move the journal folder away to begin a new one.`,
      });
    }
  });
}
