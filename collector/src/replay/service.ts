import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { ModelWatchError, notFound, type ReplayRequest, type ReplayRun } from '../contract';
import type { Registry } from '../registry';
import type { Store } from '../store';
import type { Candidates } from './candidates';
import { type Checkpoint, CHECKPOINTS, executeRun, planRun, type RunPlan } from './run';
import { progressNow } from './progress';
import { finish, hasEnded, type KeptRun, progressOf, RunEnded, shown, stopping } from './runState';
import { builtWorkerFile } from './worker/workerFile';

export interface ReplayOptions {
  store: Store;
  registry: Registry;
  /** The built program of the workers; beside the collector's own unless given. */
  workerFile?: string;
  /** Threads that score; one core is left for ingest and queries unless given. */
  threads?: number;
  log: ReplayLog;
  /** Models that were uploaded for runs alone. */
  candidates?: Candidates;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Within which a thread must open its models, and come back from each batch. */
  timeLimitMs?: number;
  /** Rows per call of the runtime; by the kind of model unless given. */
  chunkRows?: number;
  /** Predictions that one run takes: their scores are held in memory, 8 bytes per version and repair. */
  maximumRows?: number;
  /** What a crash costs at most: scores are kept after so long at the latest. */
  mostBetweenAppendsMs?: number;
}

export interface ReplayLog {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
}

/** Replay runs: one after another, so that two do not halve each other's speed. */
export interface ReplayService {
  /**
   * @param requestedBy name of the token that asks
   * @throws ModelWatchError that says what is wrong with the request, before anything is run
   */
  start(request: ReplayRequest, requestedBy?: string | null): Promise<ReplayRun>;
  get(id: string): Promise<ReplayRun | null>;
  /** The latest first. */
  list(): Promise<ReplayRun[]>;
  /** Ends a run; one that has ended already stays as it is. @throws ModelWatchError `unknown-replay` (404) */
  cancel(id: string): Promise<ReplayRun>;
  /** Stops a run so that it can go on. @throws ModelWatchError `unknown-replay` (404), `replay-ended` (409) */
  pause(id: string): Promise<ReplayRun>;
  /**
   * Goes on with a run that was paused or has failed, where it was.
   * @throws ModelWatchError `unknown-replay` (404), `replay-ended` (409)
   */
  resume(id: string): Promise<ReplayRun>;
  /** The run when it has ended or was paused, however it did. @throws ModelWatchError `unknown-replay` (404) */
  wait(id: string): Promise<ReplayRun>;
  /** Stops what runs: it goes on at the next start. Nothing runs when the promise resolves. */
  close(): Promise<void>;
}

const COLLECTION = 'replays';
const TIME_LIMIT_MS = 60_000;
const MAXIMUM_ROWS = 10_000_000;
/** How often a running run's progress is made durable, for the sentence after a crash. */
const KEEP_PROGRESS_MS = 2000;
/** A run during which the collector ended so often without a row between is not taken up again. */
const MOST_INTERRUPTIONS = 3;

interface ActiveRun {
  run: KeptRun;
  controller: AbortController;
  ended: Promise<KeptRun>;
}

/** Opens the service. Runs that an earlier process left unfinished go on where they were. */
export async function createReplayService(options: ReplayOptions): Promise<ReplayService> {
  const { store, registry, log, clock, maximumRows = MAXIMUM_ROWS } = options;
  const pool = {
    workerFile: options.workerFile ?? builtWorkerFile(),
    threads: options.threads ?? Math.max(1, availableParallelism() - 1),
    timeLimitMs: options.timeLimitMs ?? TIME_LIMIT_MS,
  };
  const active = new Map<string, ActiveRun>();
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  let kept: Promise<void> = Promise.resolve();
  /** One write after another: an earlier state must not overtake a later one. */
  const keep = (run: KeptRun): Promise<void> => {
    const state = structuredClone(run);
    const written = kept.then(() => store.documents.put(COLLECTION, state.id, state));
    kept = written.catch(() => undefined);
    return written;
  };
  const plan = (run: Pick<KeptRun, 'request' | 'inputs'>): Promise<RunPlan> =>
    planRun(run.request, {
      ...{ store, registry, maximumRows, candidates: options.candidates },
      ...{ chunkRows: options.chunkRows, inputs: run.inputs },
    });

  async function execute({ run, controller }: ActiveRun, planned: RunPlan | null): Promise<KeptRun> {
    try {
      controller.signal.throwIfAborted();
      const checkpoint = await store.documents.get<Checkpoint>(CHECKPOINTS, run.id);
      Object.assign(run, { state: 'running', error: null, finishedAt: null });
      run.progress = { rows: checkpoint?.totals.rows ?? 0, total: run.progress.total };
      await keep(run);
      let keptAt = clock();
      const started = { at: performance.now(), rows: run.progress.rows };
      const onProgress = (rows: number): void => {
        run.progress = progressNow({ rows, total: run.progress.total, started, now: performance.now() });
        if (clock() - keptAt < KEEP_PROGRESS_MS) return;
        keptAt = clock();
        // Not waited for: what matters is written when the run ends, and that one is.
        keep(run).catch((error: unknown) =>
          log.warn({ replay: run.id, err: error }, 'Progress was not kept.'),
        );
      };
      const { signal } = controller;
      const { id } = run;
      const runPlan = planned ?? (await plan(run));
      const { mostBetweenAppendsMs } = options;
      const outcome = await executeRun({
        ...{ id, plan: runPlan, checkpoint, store, pool, signal, mostBetweenAppendsMs, onProgress },
      });
      run.state = 'done';
      run.logged = outcome.logged;
      run.results = outcome.results;
      run.progress = { rows: outcome.rows, total: outcome.rows };
      run.finishedAt = clock();
    } catch (error) {
      finish(run, error, clock());
      if (!(error instanceof RunEnded) && !(error instanceof ModelWatchError)) {
        log.warn({ replay: run.id, err: error }, 'A replay run failed for a reason that is no sentence yet.');
      }
    }
    log.info(
      { replay: run.id, state: run.state, rows: run.progress.rows },
      run.error ?? 'A replay run is done.',
    );
    await keep(run).finally(() => active.delete(run.id));
    if (run.state === 'done' || run.state === 'cancelled') await clearUp(run);
    return run;
  }

  /** Removes what only a run that goes on needs. */
  async function clearUp(run: KeptRun): Promise<void> {
    await store.documents.remove(CHECKPOINTS, run.id);
    const unfinished = (await store.documents.list<KeptRun>(COLLECTION))
      .map(({ value }) => value)
      .filter(({ state }) => state !== 'done' && state !== 'cancelled')
      .flatMap(({ request }) => request.versions);
    const isNamed = (name: string): boolean => unfinished.includes(name);
    await options.candidates?.forget(run.request.model, run.request.versions, isNamed);
  }

  function enqueue(run: KeptRun, planned: RunPlan | null): void {
    const one: ActiveRun = { run, controller: new AbortController(), ended: Promise.resolve(run) };
    one.ended = turn.then(() => execute(one, planned));
    turn = one.ended.catch((error: unknown) =>
      log.warn({ replay: run.id, err: error }, 'A run was not kept.'),
    );
    active.set(run.id, one);
  }

  /** Ends a run, or stops it; one that waits for its turn ends at once, and its turn will find it so. */
  async function end(id: string, ending: (run: KeptRun) => RunEnded): Promise<ReplayRun | null> {
    const one = active.get(id);
    if (!one) return null;
    const how = ending(one.run);
    one.controller.abort(how);
    return one.run.state === 'queued' ? structuredClone(finish(one.run, how, clock())) : wait(id);
  }

  async function start(request: ReplayRequest, requestedBy: string | null = null): Promise<ReplayRun> {
    if (isClosed) throw stopping();
    const planned = await plan({ request });
    const run: KeptRun = {
      id: randomUUID(),
      request,
      state: 'queued',
      requestedBy,
      inputs: planned.inputs,
      createdAt: clock(),
      finishedAt: null,
      progress: { rows: 0, total: planned.total },
      error: null,
      logged: null,
      results: [],
    };
    await keep(run);
    if (isClosed) throw stopping();
    enqueue(run, planned);
    return structuredClone(run);
  }

  async function get(id: string): Promise<ReplayRun | null> {
    const one = active.get(id);
    const run = one?.run ?? (await store.documents.get<KeptRun>(COLLECTION, id));
    return run && shown(run);
  }

  async function wait(id: string): Promise<ReplayRun> {
    const run = (await active.get(id)?.ended) ?? (await get(id));
    if (run) return shown(run);
    throw notFound('unknown-replay', `There is no replay run ${id}.`);
  }

  /** Takes up what an earlier process left: what waited, and what ran, unless that is what ends the collector. */
  async function recover(run: KeptRun): Promise<void> {
    if (run.state === 'running') {
      const checkpoint = await store.documents.get<Checkpoint>(CHECKPOINTS, run.id);
      const rows = checkpoint?.totals.rows ?? 0;
      const times = run.interrupted?.rows === rows ? run.interrupted.times + 1 : 1;
      run.interrupted = { rows, times };
      run.progress = { rows, total: run.progress.total };
      if (times >= MOST_INTERRUPTIONS) {
        const versions = run.request.versions.join(', ');
        const error = `The collector ended ${times} times while this run was at ${progressOf(run)}; it is not taken up again, for ${versions} may be what ends it.`;
        await keep({ ...run, state: 'failed', finishedAt: clock(), error });
        log.warn({ replay: run.id }, error);
        return;
      }
      run.resumed = (run.resumed ?? 0) + 1;
      log.info({ replay: run.id, rows }, `A replay run goes on at ${progressOf(run)}.`);
    }
    run.state = 'queued';
    await keep(run);
    enqueue(run, null);
  }

  const left = (await store.documents.list<KeptRun>(COLLECTION))
    .map(({ value }) => value)
    .filter(({ state }) => state === 'queued' || state === 'running')
    .sort((a, b) => a.createdAt - b.createdAt);
  for (const run of left) await recover(run);

  return {
    start,
    get,
    wait,
    async list() {
      const known = await store.documents.list<KeptRun>(COLLECTION);
      const runs = known.map(({ id, value }) => shown(active.get(id)?.run ?? value));
      return runs.sort((a, b) => b.createdAt - a.createdAt);
    },
    async cancel(id) {
      const ended = await end(id, (run) => new RunEnded('cancelled', `Cancelled at ${progressOf(run)}.`));
      if (ended) return ended;
      const run = await wait(id);
      if (run.state !== 'paused') return run;
      const cancelled = finish(run, new RunEnded('cancelled', `Cancelled at ${progressOf(run)}.`), clock());
      await keep(cancelled);
      await clearUp(cancelled);
      return shown(cancelled);
    },
    async pause(id) {
      const paused = await end(id, (run) => new RunEnded('paused', `Paused at ${progressOf(run)}.`));
      if (paused) return paused;
      const run = await wait(id);
      if (run.state === 'paused') return run;
      throw hasEnded(run, 'paused');
    },
    async resume(id) {
      if (isClosed) throw stopping();
      const known = active.get(id)?.run;
      if (known && known.state !== 'paused') return shown(known);
      // One that was paused before its turn came waits for that turn to find it so.
      const run = (await active.get(id)?.ended) ?? (await store.documents.get<KeptRun>(COLLECTION, id));
      if (!run) throw notFound('unknown-replay', `There is no replay run ${id}.`);
      if (run.state !== 'paused' && run.state !== 'failed') throw hasEnded(run, 'taken up again');
      const planned = await plan(run);
      Object.assign(run, { state: 'queued', error: null, finishedAt: null });
      delete run.interrupted;
      run.resumed = (run.resumed ?? 0) + 1;
      await keep(run);
      enqueue(run, planned);
      return shown(run);
    },
    async close() {
      isClosed = true;
      for (const { run, controller } of active.values()) {
        const sentence = `The collector was stopped when this run was at ${progressOf(run)}; it goes on at the next start.`;
        controller.abort(new RunEnded('queued', sentence));
      }
      await turn;
    },
  };
}
