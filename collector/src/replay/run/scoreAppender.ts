import { createHash } from 'node:crypto';
import type { ReplayScores, Store } from '../../store';
import type { ScoredBatch } from '../worker/messages';
import type { Position } from './alignBatches';
import { type Checkpoint, CHECKPOINTS } from './checkpoint';
import { joinNumbers } from './joinBatches';
import type { RunPlan } from './planRun';
import type { TotalsState } from './totals';

/**
 * Rows that are appended at once. DuckDB writes a transaction of at least one row group (122,880 rows) straight into
 * its file instead of into the log first and then the file: measured at a third of the cost of 16,384 rows each.
 */
const ROWS_AN_APPEND = 131_072;
/** What a crash costs at most: a slow model's scores are appended after so long, however few they are. */
const MOST_BETWEEN_APPENDS_MS = 1000;

interface Collected {
  numbers: Float64Array[];
  scores: Float64Array[][];
  count: number;
}

export interface AppenderOptions {
  id: string;
  plan: RunPlan;
  store: Pick<Store, 'appendReplayScores'>;
  signal: AbortSignal;
  /** The sums up to the rows that were added last. */
  totals: () => TotalsState;
  /** Of the scores before, where the run goes on. */
  digests?: string[];
  /** Scores are appended after so long at the latest. */
  mostBetweenAppendsMs?: number;
}

/**
 * Appends the scores of a run to the store in the order of its rows, large piece after large piece, each with how far
 * the run is then: the store has one writer. Scoring goes on meanwhile; one piece may wait while another is written.
 */
export class ScoreAppender {
  digests: string[];
  private turn: Promise<void> = Promise.resolve();
  private waiting = 0;
  private failure: unknown;
  private collected: Collected = { numbers: [], scores: [], count: 0 };
  private position: Position | null = null;
  private appendedAt = performance.now();

  constructor(private readonly options: AppenderOptions) {
    this.digests = options.digests ?? options.plan.setup.variants.map(() => '');
  }

  /** Resolves when another batch may be scored. @throws what an append failed with */
  async room(): Promise<void> {
    if (this.waiting > 1) await this.turn;
    if (this.failure !== undefined) throw this.failure as Error;
  }

  add(numbers: Float64Array, scored: ScoredBatch, position: Position): void {
    this.collected.numbers.push(numbers);
    this.collected.scores.push(scored.variants.map(({ scores }) => scores));
    this.collected.count += scored.labels.length;
    this.position = position;
    this.digests = scored.variants.map(({ scores }, index) =>
      digestOf(this.digests[index]!, numbers, scores),
    );
    const { mostBetweenAppendsMs = MOST_BETWEEN_APPENDS_MS } = this.options;
    const isDue = performance.now() - this.appendedAt >= mostBetweenAppendsMs;
    if (this.collected.count >= ROWS_AN_APPEND || isDue) this.flush();
  }

  /** Takes a copy of what is left and resolves when everything is appended. @throws what an append failed with */
  async done(): Promise<void> {
    this.flush();
    await this.turn;
    if (this.failure !== undefined) throw this.failure as Error;
  }

  private flush(): void {
    const { numbers, scores, count } = this.collected;
    if (count === 0 || !this.position) return;
    this.collected = { numbers: [], scores: [], count: 0 };
    this.appendedAt = performance.now();
    const { variants } = this.options.plan.setup;
    const joined = joinNumbers(numbers);
    // Copied now: the scores themselves are handed to a thread when the run is compared.
    const pieces = variants.map((variant, index) => ({
      ...variant,
      numbers: joined,
      scores: joinNumbers(scores.map((ofBatch) => ofBatch[index]!)),
    }));
    const checkpoint = { position: this.position, totals: this.options.totals(), digests: this.digests };
    this.waiting += 1;
    this.turn = this.turn
      .then(() => this.append(pieces, checkpoint))
      .catch((error: unknown) => {
        this.failure ??= error;
      })
      .finally(() => (this.waiting -= 1));
  }

  private async append(pieces: readonly ReplayScores[], checkpoint: Checkpoint): Promise<void> {
    const { id, store, signal } = this.options;
    if (signal.aborted || this.failure !== undefined) return;
    await store.appendReplayScores(id, pieces, { collection: CHECKPOINTS, id, value: checkpoint });
  }
}

/** Chained from batch to batch: what is digested so far need not be read again where a run goes on. */
const digestOf = (before: string, numbers: Float64Array, scores: Float64Array): string =>
  createHash('sha256').update(before).update(numbers).update(scores).digest('hex');
