import { badRequest } from '../../contract';
import type { ColumnBatch, RankedArea, RunSetup, ScoredBatch } from '../worker/messages';
import { detachBatch } from './columnMemory';
import { ScoringThread } from './scoringThread';

export interface PoolOptions {
  workerFile: string;
  threads: number;
  /** Within which a thread must open its versions, and come back from each batch. */
  timeLimitMs: number;
}

/** Batches that a thread may have at once: one that it works on, and one so that it never waits for the next. */
const BATCHES_PER_THREAD = 2;

/**
 * The threads of one replay run. They belong to the run and end with it, so that cancelling, a crash or a run that
 * never comes back touches nobody else.
 */
export class ScoringPool {
  private readonly threads: ScoringThread[];

  private constructor(setup: Omit<RunSetup, 'control'>, { workerFile, threads, timeLimitMs }: PoolOptions) {
    this.threads = Array.from({ length: threads }, () => new ScoringThread(workerFile, setup, timeLimitMs));
  }

  /** Starts the threads; resolves when each has opened every version, rejects when one cannot. */
  static async open(setup: Omit<RunSetup, 'control'>, options: PoolOptions): Promise<ScoringPool> {
    const pool = new ScoringPool(setup, options);
    try {
      await Promise.all(pool.threads.map((thread) => thread.ready()));
    } catch (error) {
      pool.close();
      throw error;
    }
    return pool;
  }

  /** Batches that may be under way before the one who asks should wait. */
  get capacity(): number {
    return this.threads.length * BATCHES_PER_THREAD;
  }

  /** Scores a batch on the thread with the least to do. The batch's memory is gone afterwards. */
  async score(columns: ColumnBatch): Promise<ScoredBatch> {
    const { batch, memory } = detachBatch(columns);
    const answer = await this.leastLoaded().ask({ kind: 'score', batch }, memory);
    if (answer.kind !== 'scored') throw new TypeError(`a thread answered a batch with ${answer.kind}`);
    return answer.scored;
  }

  /** Area under the ROC curve of scored, labelled rows; null where a class is absent. Takes the scores' memory. */
  async rank(scores: Float64Array[], labels: Int8Array[]): Promise<RankedArea | null> {
    const memory = scores.map((one) => one.buffer as ArrayBuffer);
    const answer = await this.leastLoaded().ask({ kind: 'rank', scores, labels }, memory);
    if (answer.kind !== 'ranked') throw new TypeError(`a thread answered a ranking with ${answer.kind}`);
    return answer.area;
  }

  close(): void {
    for (const thread of this.threads) thread.close(badRequest('replay-closed', 'The run was ended.'));
  }

  private leastLoaded(): ScoringThread {
    return this.threads.reduce((least, thread) => (thread.load < least.load ? thread : least));
  }
}
