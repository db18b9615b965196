import type { EventKind } from '../../contract';
import { BATCH_EVENTS } from './batches';
import type { Event, LogFile } from './eventLog';
import { type PlacedEntry, readEntries, type ReadOptions } from './readEntries';
import { moveEvent, renameEvent, timeOf } from './shiftEvent';

/** One playing of a log: where it begins on the clock, how fast it runs, and what its ids end with. */
export interface PlayingPlan {
  /** Milliseconds since 1970 at which the log's first moment is played. */
  startsAt: number;
  speed: number;
  suffix: string;
}

/** When a moment of the log is played. */
export const playedAt = ({ startsAt, speed }: PlayingPlan, logStart: number, at: number): number =>
  Math.round(startsAt + (at - logStart) / speed);

/** One file of a playing, read as far as it is due. */
export class FilePlayer {
  private readonly entries: AsyncGenerator<PlacedEntry, void, void>;
  private next: { event: Event; at: number } | null = null;
  isOver = false;

  constructor(
    readonly file: LogFile,
    readonly plan: PlayingPlan,
    private readonly logStart: number,
    /** What was played up to then (inclusive) is not played again. */
    private readonly after: number,
    reading?: ReadOptions,
  ) {
    this.entries = readEntries(file, reading);
  }

  get kind(): EventKind {
    return this.file.kind;
  }

  /** The events that are due by now, at most a batch of them. */
  async takeDue(now: number): Promise<Event[]> {
    const due: Event[] = [];
    const move = (at: number) => playedAt(this.plan, this.logStart, at);
    while (due.length < BATCH_EVENTS) {
      this.next ??= await this.readNext();
      if (!this.next || this.next.at > now) break;
      due.push(renameEvent(moveEvent(this.kind, this.next.event, move), this.plan.suffix));
      this.next = null;
    }
    return due;
  }

  private async readNext(): Promise<{ event: Event; at: number } | null> {
    for (;;) {
      const next = await this.entries.next();
      if (next.done) {
        this.isOver = true;
        return null;
      }
      const event = next.value.entry;
      if (typeof event === 'string') continue;
      const at = playedAt(this.plan, this.logStart, timeOf(this.kind, event));
      if (at > this.after) return { event, at };
    }
  }

  async close(): Promise<void> {
    await this.entries.return();
  }
}
