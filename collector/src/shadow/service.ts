import { randomUUID } from 'node:crypto';
import { badRequest, ModelWatchError, notFound, type ShadowRequest, type ShadowRun } from '../contract';
import type { Journal } from '../journal';
import type { Registry } from '../registry';
import { type LiveScorerOptions, openLiveScorer } from '../replay';
import type { Store } from '../store';
import { RunningShadow } from './runningShadow';
import { isChosen } from './isChosen';
import { ShadowLabels } from './shadowLabels';
import { tapJournal } from './tapJournal';

export interface ShadowOptions extends Pick<LiveScorerOptions, 'workerFile' | 'timeLimitMs'> {
  store: Pick<Store, 'documents'>;
  /** Where the answers of candidates go. */
  journal: Pick<Journal, 'submit' | 'knows'>;
  registry: Pick<Registry, 'requireModel' | 'runnable'>;
  /** Rows of each candidate that may wait. */
  queueRows: number;
  /** Candidates that may run at once: each has a thread. */
  maximum: number;
  log: {
    info(facts: object, sentence: string): void;
    warn(facts: object, sentence: string): void;
  };
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Told when a candidate has stopped itself, or could not go on. */
  onEnd?: (run: ShadowRun) => void;
}

/** Candidates that answer live predictions beside production, seen by nobody. */
export interface ShadowService {
  /** @throws ModelWatchError that says what is wrong with the request, or why the model cannot be opened */
  start(request: ShadowRequest): Promise<ShadowRun>;
  /** The latest first. */
  list(): Promise<ShadowRun[]>;
  get(id: string): Promise<ShadowRun | null>;
  /** Ends one; one that has ended stays as it is. @throws ModelWatchError `unknown-shadow` (404) */
  stop(id: string): Promise<ShadowRun>;
  /** Those that run at this moment. */
  running(): ShadowRun[];
  /** The journal through which events come in: what is new in it is offered to candidates once it is durable. */
  tap(journal: Pick<Journal, 'submit'>): Pick<Journal, 'submit'>;
  /** Ends the threads. What runs goes on at the next start. */
  close(): Promise<void>;
}

const COLLECTION = 'shadows';
/** Counts of up to so long are lost when the collector is killed; the predictions themselves are not. */
const KEEP_MS = 5000;

const nothingCounted = () => ({
  offered: 0,
  scored: 0,
  failed: 0,
  dropped: 0,
  compared: 0,
  agreed: 0,
  batches: 0,
  slowBatches: 0,
  busyMs: 0,
});

/** Opens the service; candidates that ran when the collector ended run again. */
export async function createShadowService(options: ShadowOptions): Promise<ShadowService> {
  const { store, journal, registry, log, clock } = options;
  const active = new Map<string, RunningShadow>();
  const starting = new Set<string>();
  const labels = new ShadowLabels(journal, (id) =>
    [...active.values()].some(({ run }) => isChosen(id, run.request.share ?? 1)),
  );
  let kept: Promise<void> = Promise.resolve();
  const keep = (run: ShadowRun): Promise<void> => {
    const state = structuredClone(run);
    const written = kept.then(() => store.documents.put(COLLECTION, state.id, state));
    kept = written.catch(() => undefined);
    return written;
  };
  const keepQuietly = (run: ShadowRun): void =>
    void keep(run).catch((error: unknown) =>
      log.warn({ shadow: run.id, err: error }, 'The state of a shadow was not kept.'),
    );

  function end(run: ShadowRun, state: ShadowRun['state'], reason: string): void {
    if (run.state !== 'running') return;
    Object.assign(run, { state, reason, finishedAt: clock() });
    const { model, version } = run.request;
    log.info({ shadow: run.id, state, model, version }, `The shadow of ${model} ${version} ended: ${reason}`);
  }

  async function run(one: ShadowRun): Promise<void> {
    const { model, version } = one.request;
    const scorer = await openLiveScorer({ ...options, model, version });
    const shadow = new RunningShadow({
      run: one,
      scorer,
      journal,
      labels,
      entry: () => registry.requireModel(model),
      queueRows: options.queueRows,
      now: clock,
      onEnd(state, reason) {
        end(one, state, reason);
        active.delete(one.id);
        void shadow.stop().then(() => keepQuietly(one));
        options.onEnd?.(structuredClone(one));
      },
    });
    active.set(one.id, shadow);
    labels.follow(version);
  }

  function checkRequest({ model, version }: ShadowRequest): void {
    registry.requireModel(model);
    registry.runnable(model, version);
    const same = [...active.values()].find(
      ({ run: { request } }) => request.model === model && request.version === version,
    );
    if (same || starting.has(`${model} ${version}`)) {
      throw badRequest(
        'shadow-running',
        `${version} is in the shadow of ${model} already; stop that first.`,
        '$.version',
      );
    }
    if (active.size + starting.size < options.maximum) return;
    throw new ModelWatchError({
      code: 'too-many-shadows',
      status: 429,
      message: `${options.maximum} candidates run in shadow already, each on a thread (shadow.maximum); stop one first.`,
    });
  }

  for (const { value } of await store.documents.list<ShadowRun>(COLLECTION)) {
    labels.follow(value.request.version);
    if (value.state !== 'running') continue;
    await run(value).catch((error: unknown) => {
      end(value, 'failed', (error as Error).message);
      keepQuietly(value);
    });
  }
  const keeping = setInterval(() => active.forEach((shadow) => keepQuietly(shadow.run)), KEEP_MS);
  keeping.unref();

  const get = async (id: string): Promise<ShadowRun | null> => {
    const shadow = active.get(id);
    return shadow ? structuredClone(shadow.run) : store.documents.get<ShadowRun>(COLLECTION, id);
  };

  return {
    async start(request) {
      checkRequest(request);
      const name = `${request.model} ${request.version}`;
      const one: ShadowRun = {
        id: randomUUID(),
        request: { share: 1, ...request },
        state: 'running',
        createdAt: clock(),
        finishedAt: null,
        reason: null,
        counts: nothingCounted(),
        agreement: null,
      };
      starting.add(name);
      try {
        await keep(one);
        await run(one);
      } catch (error) {
        end(one, 'failed', (error as Error).message);
        await keep(one);
        throw error;
      } finally {
        starting.delete(name);
      }
      return structuredClone(one);
    },
    get,
    async list() {
      await kept;
      const known = await store.documents.list<ShadowRun>(COLLECTION);
      const runs = known.map(({ id, value }) => structuredClone(active.get(id)?.run ?? value));
      return runs.sort((a, b) => b.createdAt - a.createdAt);
    },
    async stop(id) {
      const shadow = active.get(id);
      if (shadow) {
        active.delete(id);
        await shadow.stop();
        end(shadow.run, 'stopped', 'It was stopped by request.');
        await keep(shadow.run);
        return structuredClone(shadow.run);
      }
      const ended = await get(id);
      if (ended) return ended;
      throw notFound('unknown-shadow', `There is no shadow ${id}.`);
    },
    running: () => [...active.values()].map(({ run }) => structuredClone(run)),
    tap: (into) => tapJournal(into, active, labels),
    async close() {
      clearInterval(keeping);
      const all = [...active.values()];
      active.clear();
      for (const shadow of all) {
        await shadow.stop();
        keepQuietly(shadow.run);
      }
      await kept;
    },
  };
}
