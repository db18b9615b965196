import { badRequest, type ReplayPerformance, type ReplayResult } from '../../contract';
import type { RowBatch, Store } from '../../store';
import { type PoolOptions, ScoringPool } from '../pool';
import type { ScoredBatch } from '../worker/messages';
import type { RunPlan } from './planRun';
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
  const { plan, signal } = options;
  signal.throwIfAborted();
  const pool = await ScoringPool.open(plan.setup, options.pool);
  const closePool = (): void => pool.close();
  signal.addEventListener('abort', closePool, { once: true });
  try {
    const totals = await scoreRows(options, pool);
    if (totals.rows === 0) {
      throw badRequest(
        'window-empty',
        'Every prediction in this window was answered with an error; there is nothing to run.',
      );
    }
    return await compare(totals, pool);
  } catch (error) {
    // What fails because the run was ended is not the reason; the ending is.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', closePool);
    pool.close();
  }
}

async function scoreRows(
  { id, plan, store, signal, onProgress }: RunOptions,
  pool: ScoringPool,
): Promise<RunTotals> {
  const totals = new RunTotals(plan.setup.variants);
  const underWay = new Set<Promise<void>>();
  let failure: unknown;
  let appended: Promise<void> = Promise.resolve();

  const score = async (batch: RowBatch): Promise<void> => {
    const { ids, ts: _ts, ...columns } = batch;
    const scored = await pool.score(columns);
    totals.add(scored);
    // One append after another, in the order of the answers: the store has one writer.
    appended = appended.then(() => append(store, id, ids, scored, totals));
    await appended;
    onProgress(totals.rows);
  };

  for await (const batch of store.readRows(plan.rows, signal)) {
    if (batch.rows === 0) continue;
    while (underWay.size >= pool.capacity) await Promise.race(underWay);
    if (failure !== undefined || signal.aborted) break;
    const work: Promise<void> = score(batch)
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }
  await Promise.all(underWay);
  signal.throwIfAborted();
  if (failure !== undefined) throw failure as Error;
  return totals;
}

async function append(
  store: RunOptions['store'],
  runId: string,
  ids: string[],
  scored: ScoredBatch,
  totals: RunTotals,
): Promise<void> {
  for (const [index, { scores }] of scored.variants.entries()) {
    await store.appendReplayScores(runId, { ...totals.variants[index]!.variant, ids, scores });
  }
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
