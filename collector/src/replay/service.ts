import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { ModelWatchError, notFound, type ReplayRequest, type ReplayRun } from '../contract';
import type { Registry } from '../registry';
import type { Store } from '../store';
import { executeRun, planRun, type RunPlan } from './run';
import { builtWorkerFile } from './worker/workerFile';

export interface ReplayOptions {
  store: Store;
  registry: Registry;
  /** The built program of the workers; beside the collector's own unless given. */
  workerFile?: string;
  /** Threads that score; one core is left for ingest and queries unless given. */
  threads?: number;
  log: ReplayLog;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Within which a thread must open its models, and come back from each batch. */
  timeLimitMs?: number;
  /** Rows per call of the runtime; by the kind of model unless given. */
  chunkRows?: number;
  /** Predictions that one run takes: their scores are held in memory, 8 bytes per version and repair. */
  maximumRows?: number;
}

export interface ReplayLog {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
}

/** Replay runs: one after another, so that two do not halve each other's speed. */
export interface ReplayService {
  /** @throws ModelWatchError that says what is wrong with the request, before anything is run */
  start(request: ReplayRequest): Promise<ReplayRun>;
  get(id: string): Promise<ReplayRun | null>;
  /** The latest first. */
  list(): Promise<ReplayRun[]>;
  /** Ends a run; one that has ended already stays as it is. @throws ModelWatchError `unknown-replay` (404) */
  cancel(id: string): Promise<ReplayRun>;
  /** The run when it has ended, however it did. @throws ModelWatchError `unknown-replay` (404) */
  wait(id: string): Promise<ReplayRun>;
  /** Ends what runs, as failed with a sentence; nothing runs when the promise resolves. */
  close(): Promise<void>;
}

const COLLECTION = 'replays';
const TIME_LIMIT_MS = 60_000;
const MAXIMUM_ROWS = 10_000_000;
/** How often a running run's progress is made durable, for the sentence after a crash. */
const KEEP_PROGRESS_MS = 2000;

interface ActiveRun {
  run: ReplayRun;
  controller: AbortController;
  ended: Promise<ReplayRun>;
}

/** Raised into a run that is to end: as cancelled, or as failed. */
class RunEnded extends Error {
  constructor(
    readonly state: 'cancelled' | 'failed',
    message: string,
  ) {
    super(message);
  }
}

const progressOf = ({ progress }: ReplayRun): string => `${progress.rows} of ${progress.total} rows`;

/** Opens the service. Runs that an earlier process left unfinished are marked failed: they do not go on by themselves. */
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
  const keep = (run: ReplayRun): Promise<void> => {
    const state = structuredClone(run);
    const written = kept.then(() => store.documents.put(COLLECTION, state.id, state));
    kept = written.catch(() => undefined);
    return written;
  };

  for (const { value } of await store.documents.list<ReplayRun>(COLLECTION)) {
    if (value.state !== 'queued' && value.state !== 'running') continue;
    const error = `The collector stopped when this run was at ${progressOf(value)}; start it again.`;
    await keep({ ...value, state: 'failed', finishedAt: clock(), error });
    log.warn({ replay: value.id }, error);
  }

  function finish(run: ReplayRun, error: unknown): ReplayRun {
    run.state = error instanceof RunEnded ? error.state : 'failed';
    run.error = error instanceof Error ? error.message : String(error);
    run.finishedAt ??= clock();
    return run;
  }

  async function execute({ run, controller }: ActiveRun, plan: RunPlan): Promise<ReplayRun> {
    try {
      controller.signal.throwIfAborted();
      run.state = 'running';
      await keep(run);
      let keptAt = clock();
      const onProgress = (rows: number): void => {
        run.progress.rows = rows;
        if (clock() - keptAt < KEEP_PROGRESS_MS) return;
        keptAt = clock();
        // Not waited for: what matters is written when the run ends, and that one is.
        keep(run).catch((error: unknown) =>
          log.warn({ replay: run.id, err: error }, 'Progress was not kept.'),
        );
      };
      const { signal } = controller;
      const outcome = await executeRun({ id: run.id, plan, store, pool, signal, onProgress });
      run.state = 'done';
      run.logged = outcome.logged;
      run.results = outcome.results;
      run.progress = { rows: outcome.rows, total: outcome.rows };
    } catch (error) {
      finish(run, error);
      if (!(error instanceof RunEnded) && !(error instanceof ModelWatchError)) {
        log.warn({ replay: run.id, err: error }, 'A replay run failed for a reason that is no sentence yet.');
      }
    }
    run.finishedAt ??= clock();
    log.info(
      { replay: run.id, state: run.state, rows: run.progress.rows },
      run.error ?? 'A replay run is done.',
    );
    await keep(run).finally(() => active.delete(run.id));
    return run;
  }

  async function start(request: ReplayRequest): Promise<ReplayRun> {
    if (isClosed) throw stopping();
    const plan = await planRun(request, { store, registry, maximumRows, chunkRows: options.chunkRows });
    const run: ReplayRun = {
      id: randomUUID(),
      request,
      state: 'queued',
      createdAt: clock(),
      finishedAt: null,
      progress: { rows: 0, total: plan.total },
      error: null,
      logged: null,
      results: [],
    };
    await keep(run);
    if (isClosed) throw stopping();
    const one: ActiveRun = { run, controller: new AbortController(), ended: Promise.resolve(run) };
    one.ended = turn.then(() => execute(one, plan));
    turn = one.ended.catch((error: unknown) =>
      log.warn({ replay: run.id, err: error }, 'A run was not kept.'),
    );
    active.set(run.id, one);
    return structuredClone(run);
  }

  async function get(id: string): Promise<ReplayRun | null> {
    const one = active.get(id);
    return one ? structuredClone(one.run) : await store.documents.get<ReplayRun>(COLLECTION, id);
  }

  async function wait(id: string): Promise<ReplayRun> {
    const run = (await active.get(id)?.ended) ?? (await get(id));
    if (run) return structuredClone(run);
    throw notFound('unknown-replay', `There is no replay run ${id}.`);
  }

  return {
    start,
    get,
    wait,
    async list() {
      const known = await store.documents.list<ReplayRun>(COLLECTION);
      const runs = known.map(({ id, value }) => structuredClone(active.get(id)?.run ?? value));
      return runs.sort((a, b) => b.createdAt - a.createdAt);
    },
    async cancel(id) {
      const one = active.get(id);
      if (!one) return wait(id);
      const ending = new RunEnded('cancelled', `Cancelled at ${progressOf(one.run)}.`);
      one.controller.abort(ending);
      // One that waits for its turn ends at once; its turn will find it so.
      return one.run.state === 'queued' ? structuredClone(finish(one.run, ending)) : wait(id);
    },
    async close() {
      isClosed = true;
      for (const { run, controller } of active.values()) {
        const sentence = `The collector was stopped when this run was at ${progressOf(run)}; start it again.`;
        controller.abort(new RunEnded('failed', sentence));
      }
      await turn;
    },
  };
}

const stopping = (): ModelWatchError =>
  new ModelWatchError({ code: 'stopping', message: 'The collector is stopping.', status: 503 });
