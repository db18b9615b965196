import { badRequest, type ReplayPerformance, type ReplayResult } from '../../contract';
import type { RowBatch, Store } from '../../store';
import { type PoolOptions, ScoringPool } from '../pool';
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
  store: Pick<Store, 'readRows' | 'appendReplayScores'>;
  pool: PoolOptions;
  signal: AbortSignal;
  onProgress: (rows: number) => void;
}

/**
 * Streams the rows of a run from the store through the pool and the scores back into the store. Reading waits when
 * every thread has enough to do, so memory holds a few batches and the scores.
 * @throws the signal's reason when it is aborted
 */
export async function executeRun(options: RunOptions): Promise<RunOutcome> {
  const { plan, store, signal } = options;
  signal.throwIfAborted();
  // The store prepares the first rows while the threads open their models: each takes a good part of a second.
  const rows = store.readRows(plan.rows, signal)[Symbol.asyncIterator]();
  const first = rows.next();
  first.catch(() => undefined);
  let pool: ScoringPool | undefined;
  const closePool = (): void => pool?.close();
  signal.addEventListener('abort', closePool, { once: true });
  try {
    pool = await ScoringPool.open(plan.setup, options.pool);
    signal.throwIfAborted();
    const appender = new ScoreAppender(options);
    const totals = await scoreRows(options, pool, appender, startingWith(first, rows));
    if (totals.rows === 0) {
      throw badRequest(
        'window-empty',
        'Every prediction in this window was answered with an error; there is nothing to run.',
      );
    }
    const [, outcome] = await Promise.all([appender.done(), compare(totals, pool)]);
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

async function scoreRows(
  { signal, onProgress, plan }: RunOptions,
  pool: ScoringPool,
  appender: ScoreAppender,
  batches: AsyncIterable<RowBatch>,
): Promise<RunTotals> {
  const totals = new RunTotals(plan.setup.variants);
  const scoring = new Set<Promise<void>>();
  let failure: unknown;

  for await (const batch of batches) {
    if (batch.rows === 0) continue;
    while (scoring.size >= pool.capacity) await Promise.race(scoring);
    await appender.room();
    if (failure !== undefined || signal.aborted) break;
    const { ids: _ids, ts: _ts, sliceFrom: _sliceFrom, numbers, ...columns } = batch;
    const work: Promise<void> = pool
      .score(columns)
      .then((scored) => {
        totals.add(scored);
        appender.add(numbers, scored);
        onProgress(totals.rows);
      })
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => scoring.delete(work));
    scoring.add(work);
  }
  await Promise.all(scoring);
  signal.throwIfAborted();
  if (failure !== undefined) throw failure as Error;
  return totals;
}

async function compare(totals: RunTotals, pool: ScoringPool): Promise<RunOutcome> {
  const rank = (scores: Float64Array[]) => pool.rank(scores, totals.labels);
  const [logged, ...areas] = await Promise.all([
    rank(totals.logged.scores),
    ...totals.variants.map(({ scores }) => rank(scores)),
  ]);
  return {
    rows: totals.rows,
    logged: summarise(totals.logged.performance, logged ?? null),
    results: totals.variants.map((variant, index) => variant.result(areas[index] ?? null)),
  };
}
