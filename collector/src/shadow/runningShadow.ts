import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelEntry, PredictionRecord, ShadowRun } from '../contract';
import type { Journal } from '../journal';
import type { LiveScorer } from '../replay';
import { batchOf } from './batchOf';
import { agreementOf, brokenRail } from './guardRails';
import { isChosen } from './isChosen';
import type { ShadowLabels } from './shadowLabels';
import { shadowRecords } from './shadowRecords';

export interface RunningShadowOptions {
  run: ShadowRun;
  scorer: LiveScorer;
  journal: Pick<Journal, 'submit'>;
  labels: Pick<ShadowLabels, 'earlyFor'>;
  entry: () => ModelEntry;
  /** Rows that may wait; more are dropped. */
  queueRows: number;
  now: () => number;
  /** Told once, when it can or may not go on. */
  onEnd(state: 'tripped' | 'failed', reason: string): void;
}

/** Rows scored at once: few enough that making and reading them never holds the event loop for a millisecond or two. */
const BATCH_ROWS = 256;
/** How long rows are gathered for a batch: each costs a turn of the thread and a share of a flush of the journal. */
const GATHER_MS = 100;

/**
 * A candidate that scores live predictions. What comes waits in a bounded queue; a full queue drops what comes next and
 * counts it, so that a slow candidate costs nobody but itself.
 */
export class RunningShadow {
  private queue: PredictionRecord[] = [];
  private readonly closing = new AbortController();
  private isFull: (() => void) | undefined;
  private wake: (() => void) | undefined;
  private readonly ended: Promise<void>;

  constructor(private readonly options: RunningShadowOptions) {
    this.ended = this.work();
  }

  get run(): ShadowRun {
    return this.options.run;
  }

  /** Whether a prediction is one of its own. Its own answers, and those of others, are not. */
  wants(record: PredictionRecord): boolean {
    const { model, version, share = 1 } = this.run.request;
    return (
      record.model === model &&
      record.deployment !== 'shadow' &&
      record.version !== version &&
      record.status < 400 &&
      isChosen(record.id, share)
    );
  }

  offer(record: PredictionRecord): void {
    if (this.closing.signal.aborted) return;
    const { counts } = this.run;
    counts.offered += 1;
    if (this.queue.length >= this.options.queueRows) counts.dropped += 1;
    else this.queue.push(record);
    this.wake?.();
    if (this.queue.length >= BATCH_ROWS) this.isFull?.();
  }

  /** Ends it; what waits is dropped and counted. */
  async stop(): Promise<void> {
    if (!this.closing.signal.aborted) {
      this.closing.abort();
      this.wake?.();
      this.isFull?.();
    }
    await this.ended;
    this.options.scorer.close();
  }

  private async work(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.gather();
      const records = this.queue.splice(0, BATCH_ROWS);
      if (records.length === 0) continue;
      try {
        await this.score(records);
      } catch (error) {
        this.run.counts.dropped += records.length;
        // A stop ends the thread under way; that is no failure.
        if (!this.closing.signal.aborted) this.end('failed', (error as Error).message);
      }
    }
    this.run.counts.dropped += this.queue.length;
    this.queue = [];
  }

  private async gather(): Promise<void> {
    if (this.queue.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = undefined;
    if (this.queue.length >= BATCH_ROWS || this.closing.signal.aborted) return;
    const full = new AbortController();
    this.isFull = () => full.abort();
    await sleep(GATHER_MS, undefined, { signal: full.signal }).catch(() => undefined);
    this.isFull = undefined;
  }

  private async score(records: PredictionRecord[]): Promise<void> {
    const { scorer, journal, labels, entry, now } = this.options;
    const { counts, request } = this.run;
    const scored = await scorer.score(batchOf(records, entry(), scorer.features));
    const failed = scored.scores.reduce((sum, score) => sum + (Number.isNaN(score) ? 1 : 0), 0);
    try {
      const answers = shadowRecords(records, scored, request, now());
      await journal.submit([...answers, ...labels.earlyFor(records, request.version)]);
    } catch {
      // The journal is full or busy with events of clients, which go first.
      counts.dropped += records.length;
      return;
    }
    counts.scored += records.length - failed;
    counts.failed += failed;
    counts.compared += scored.agrees.filter((agrees) => agrees !== null).length;
    counts.agreed += scored.agrees.filter((agrees) => agrees === true).length;
    counts.busyMs += scored.busyMs;
    counts.batches += 1;
    const { guardRails = {} } = request;
    if (scored.busyMs / records.length > (guardRails.latencyMs ?? Infinity)) counts.slowBatches += 1;
    this.run.agreement = agreementOf(counts);
    const broken = brokenRail(counts, guardRails);
    if (broken !== null) this.end('tripped', broken);
  }

  private end(state: 'tripped' | 'failed', reason: string): void {
    this.closing.abort();
    this.options.onEnd(state, reason);
  }
}
