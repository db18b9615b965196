import { badRequest, type ReplayPerformance, type ReplayResult } from '../../contract';
import type { RowBatch, Store } from '../../store';
import { type PoolOptions, ScoringPool } from '../pool';
import { alignBatches } from './alignBatches';
import { type Checkpoint, readScoresBefore } from './checkpoint';
import { judgeFidelity } from './fidelity';
import type { RunPlan } from './planRun';
import { ScoreAppender } from './scoreAppender';
import { RunTotals, summarise } from './totals';

export interface RunOutcome {
  rows: number;
  logged: ReplayPerformance;
  results: ReplayResult[];
}

export interface RunOptions {
  id: string;
  plan: RunPlan;
  /** How far it was when it stopped, where it goes on. */
  checkpoint: Checkpoint | null;
  store: Pick<Store, 'readRows' | 'appendReplayScores' | 'readReplayScores'>;
  pool: PoolOptions;
  signal: AbortSignal;
  mostBetweenAppendsMs?: number;
  onProgress: (rows: number) => void;
}

/**
 * Streams the rows of a run from the store through the pool and the scores back into the store, in the order of the
 * rows. Reading waits when every thread has enough to do, so memory holds a few batches and the scores.
 * @throws the signal's reason when it is aborted
 */
export async function executeRun(options: RunOptions): Promise<RunOutcome> {
  const { plan, store, signal, checkpoint } = options;
  signal.throwIfAborted();
  // The store prepares the first rows while the threads open their models: each takes a good part of a second.
  const request = { ...plan.rows, ...(checkpoint && { resumeAt: checkpoint.position.sliceFrom }) };
  const rows = store.readRows(request, signal)[Symbol.asyncIterator]();
  const first = rows.next();
  first.catch(() => undefined);
  let pool: ScoringPool | undefined;
  const closePool = (): void => pool?.close();
  signal.addEventListener('abort', closePool, { once: true });
  try {
    pool = await ScoringPool.open(plan.setup, options.pool);
    signal.throwIfAborted();
    const before = checkpoint ? await readScoresBefore(store, { ...options, checkpoint }, signal) : undefined;
    const totals = new RunTotals(plan.setup.variants, checkpoint?.totals, before);
    const appender = new ScoreAppender({
      ...options,
      totals: () => totals.state(),
      digests: checkpoint?.digests,
    });
    await scoreRows(options, { pool, totals, appender }, startingWith(first, rows));
    if (totals.rows === 0) {
      throw badRequest(
        'window-empty',
        'Every prediction in this window was answered with an error; there is nothing to run.',
      );
    }
    const [, outcome] = await Promise.all([appender.done(), compare(options, totals, appender, pool)]);
    return outcome;
  } catch (error) {
    // What fails because the run was ended is not the reason; the ending is.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', closePool);
    pool?.close();
    await first.catch(() => undefined);
    await rows.return?.();
  }
}

/** The rest of an iteration whose first step was asked for already. */
async function* startingWith(
  first: Promise<IteratorResult<RowBatch>>,
  rest: AsyncIterator<RowBatch>,
): AsyncGenerator<RowBatch, void, void> {
  for (let step = await first; !step.done; step = await rest.next()) yield step.value;
}

interface Scoring {
  pool: ScoringPool;
  totals: RunTotals;
  appender: ScoreAppender;
}

async function scoreRows(
  { signal, onProgress, checkpoint }: RunOptions,
  { pool, totals, appender }: Scoring,
  batches: AsyncIterable<RowBatch>,
): Promise<void> {
  const scoring: Promise<void>[] = [];
  let turn: Promise<void> = Promise.resolve();
  let failure: unknown;

  for await (const { batch, position } of alignBatches(batches, checkpoint?.position)) {
    while (scoring.length >= pool.capacity) await scoring.shift();
    await appender.room();
    if (failure !== undefined || signal.aborted) break;
    const { ids: _ids, ts: _ts, sliceFrom: _sliceFrom, numbers, ...columns } = batch;
    const before = turn;
    // Threads answer in any order; what they answer is taken in the order of the rows.
    turn = Promise.all([pool.score(columns), before])
      .then(([scored]) => {
        if (failure !== undefined) return;
        totals.add(scored, numbers);
        appender.add(numbers, scored, position);
        onProgress(totals.rows);
      })
      .catch((error: unknown) => {
        failure ??= error;
      });
    scoring.push(turn);
  }
  await Promise.all(scoring);
  signal.throwIfAborted();
  if (failure !== undefined) throw failure as Error;
}

async function compare(
  options: RunOptions,
  totals: RunTotals,
  appender: ScoreAppender,
  pool: ScoringPool,
): Promise<RunOutcome> {
  const { digests } = appender;
  const rank = (scores: Float64Array[]) => pool.rank(scores, totals.labels);
  const [logged, ...areas] = await Promise.all([
    rank(totals.logged.scores),
    ...totals.variants.map(({ scores }) => rank(scores)),
  ]);
  const results: ReplayResult[] = [];
  for (const [index, variant] of totals.variants.entries()) {
    const fidelity = await judgeFidelity(options, variant);
    results.push(variant.result(areas[index] ?? null, { scoresDigest: digests[index]!, fidelity }));
  }
  return {
    rows: totals.rows,
    logged: summarise(totals.logged.performance, logged ?? null),
    results,
  };
}
