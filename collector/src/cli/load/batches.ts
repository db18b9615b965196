import { type EventKind, type IngestAnswer, ModelWatchError } from '../../contract';

/** An event, or a line that is none: what is wrong with it is for the collector to say. */
export type Entry = Record<string, unknown> | string;

/** Where events go: over HTTP, or straight into the rooms of a collector in this process. */
export type SendEvents = (kind: EventKind, entries: readonly Entry[]) => Promise<IngestAnswer>;

/** The entries as NDJSON. */
export const toLines = (entries: readonly Entry[]): Buffer =>
  Buffer.from(entries.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join(''));

export interface LoadTotals {
  received: number;
  accepted: number;
  duplicates: number;
  quarantined: number;
  invalidFields: number;
  /** The first few, in words. */
  issues: string[];
}

export const noTotals = (): LoadTotals => ({
  received: 0,
  accepted: 0,
  duplicates: 0,
  quarantined: 0,
  invalidFields: 0,
  issues: [],
});

const MOST_ISSUES = 10;

export function addAnswer(totals: LoadTotals, kind: EventKind, answer: IngestAnswer): void {
  totals.received += answer.received;
  totals.accepted += answer.accepted;
  totals.duplicates += answer.duplicates;
  totals.quarantined += answer.quarantined;
  totals.invalidFields += answer.invalidFields;
  for (const issue of answer.issues) {
    if (totals.issues.length >= MOST_ISSUES) return;
    totals.issues.push(`${kind}: ${issue.path} ${issue.message} (${issue.code})`);
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
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly kind: EventKind,
    private readonly send: SendEvents,
    private readonly totals: LoadTotals,
  ) {}

  async add(entry: Entry): Promise<void> {
    this.entries.push(entry);
    if (this.entries.length >= BATCH_EVENTS) await this.flush();
  }

  private async flush(): Promise<void> {
    const { entries } = this;
    this.entries = [];
    await this.running;
    this.running = sendPatiently(this.send, this.kind, entries).then((answer) =>
      addAnswer(this.totals, this.kind, answer),
    );
    // Its failure is heard by whoever waits for it next, which may be a while.
    this.running.catch(() => undefined);
  }

  async end(): Promise<void> {
    if (this.entries.length > 0) await this.flush();
    await this.running;
  }
}
