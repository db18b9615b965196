import { type EventKind, type IngestAnswer, ModelWatchError, NOTHING_RECEIVED } from '../../contract';
import type { LogFile } from './eventLog';

/** An event, or a line that is none: what is wrong with it is for the collector to say. */
export type Entry = Record<string, unknown> | string;

/** Where events go: over HTTP, or straight into the rooms of a collector in this process. */
export type SendEvents = (kind: EventKind, entries: readonly Entry[]) => Promise<IngestAnswer>;

/** The entries as NDJSON. */
export const toLines = (entries: readonly Entry[]): Buffer =>
  Buffer.from(entries.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join(''));

/** The answers to all requests of a file together. */
export interface LoadTotals extends Omit<IngestAnswer, 'issues'> {
  /** The first few, in words, with the file and the line or row. */
  issues: string[];
}

export const noTotals = (): LoadTotals => ({ ...NOTHING_RECEIVED, issues: [] });

const MOST_ISSUES = 10;

/** @param places of the entries of the request within the file */
function addAnswer(
  totals: LoadTotals,
  { path }: LogFile,
  places: readonly number[],
  answer: IngestAnswer,
): void {
  const { issues, ...counts } = answer;
  for (const name of Object.keys(counts) as (keyof typeof counts)[]) totals[name] += counts[name];
  for (const issue of issues.slice(0, MOST_ISSUES - totals.issues.length)) {
    const told = issue.message.includes(issue.path) ? issue.message : `${issue.path} ${issue.message}`;
    totals.issues.push(`${path}:${places[issue.index] ?? '?'}: ${told} (${issue.code})`);
  }
}

/** A collector that is full says when to come again; so often is it asked before giving up. */
const MOST_TRIES = 60;

async function sendPatiently(
  send: SendEvents,
  kind: EventKind,
  entries: readonly Entry[],
): Promise<IngestAnswer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send(kind, entries);
    } catch (error) {
      if (!(error instanceof ModelWatchError) || error.retryAfterSeconds === undefined || tries >= MOST_TRIES)
        throw error;
      const waitMs = error.retryAfterSeconds * 1000;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** Events a request: large enough that the answer's cost is spread, small enough to show progress. */
export const BATCH_EVENTS = 4000;

/** Gathers entries into requests; the next batch is made ready while the one before is taken in. */
export class Batcher {
  private entries: Entry[] = [];
  private places: number[] = [];
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: LogFile,
    private readonly send: SendEvents,
    private readonly totals: LoadTotals,
  ) {}

  /** @param place line or row of the entry in its file */
  async add(entry: Entry, place: number): Promise<void> {
    this.entries.push(entry);
    this.places.push(place);
    if (this.entries.length >= BATCH_EVENTS) await this.flush();
  }

  private async flush(): Promise<void> {
    const { entries, places, file } = this;
    this.entries = [];
    this.places = [];
    await this.running;
    this.running = sendPatiently(this.send, file.kind, entries).then((answer) =>
      addAnswer(this.totals, file, places, answer),
    );
    // Its failure is heard by whoever waits for it next, which may be a while.
    this.running.catch(() => undefined);
  }

  async end(): Promise<void> {
    if (this.entries.length > 0) await this.flush();
    await this.running;
  }
}
