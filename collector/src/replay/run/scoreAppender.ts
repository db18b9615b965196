import type { ReplayScores, Store } from '../../store';
import type { ScoredBatch } from '../worker/messages';
import type { RunPlan } from './planRun';

/**
 * Rows that are appended at once. DuckDB writes a transaction of at least one row group (122,880 rows) straight into
 * its file instead of into the log first and then the file: measured at a third of the cost of 16,384 rows each.
 */
const ROWS_AN_APPEND = 131_072;

interface Collected {
  numbers: Float64Array[];
  scores: Float64Array[][];
  count: number;
}

/**
 * Appends the scores of a run to the store, large piece after large piece in the order of the answers: the store has
 * one writer. Scoring goes on meanwhile; one piece may wait while another is written.
 */
export class ScoreAppender {
  private turn: Promise<void> = Promise.resolve();
  private waiting = 0;
  private failure: unknown;
  private collected: Collected = { numbers: [], scores: [], count: 0 };

  constructor(
    private readonly options: {
      id: string;
      plan: RunPlan;
      store: Pick<Store, 'appendReplayScores'>;
      signal: AbortSignal;
    },
  ) {}

  /** Resolves when another batch may be scored. @throws what an append failed with */
  async room(): Promise<void> {
    if (this.waiting > 1) await this.turn;
    if (this.failure !== undefined) throw this.failure as Error;
  }

  add(numbers: Float64Array, scored: ScoredBatch): void {
    this.collected.numbers.push(numbers);
    this.collected.scores.push(scored.variants.map(({ scores }) => scores));
    this.collected.count += scored.labels.length;
    if (this.collected.count >= ROWS_AN_APPEND) this.flush();
  }

  /** Takes a copy of what is left and resolves when everything is appended. @throws what an append failed with */
  async done(): Promise<void> {
    this.flush();
    await this.turn;
    if (this.failure !== undefined) throw this.failure as Error;
  }

  private flush(): void {
    const { numbers, scores, count } = this.collected;
    if (count === 0) return;
    this.collected = { numbers: [], scores: [], count: 0 };
    const { variants } = this.options.plan.setup;
    const joined = joinNumbers(numbers);
    // Copied now: the scores themselves are handed to a thread when the run is compared.
    const pieces = variants.map((variant, index) => ({
      ...variant,
      numbers: joined,
      scores: joinNumbers(scores.map((ofBatch) => ofBatch[index]!)),
    }));
    this.waiting += 1;
    this.turn = this.turn
      .then(() => this.append(pieces))
      .catch((error: unknown) => {
        this.failure ??= error;
      })
      .finally(() => (this.waiting -= 1));
  }

  private async append(pieces: readonly ReplayScores[]): Promise<void> {
    const { id, store, signal } = this.options;
    if (signal.aborted || this.failure !== undefined) return;
    await store.appendReplayScores(id, pieces);
  }
}

function joinNumbers(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
