import { randomUUID } from 'node:crypto';
import {
  badRequest,
  type CanaryComparison,
  type CanaryRequest,
  type CanaryWatch,
  notFound,
} from '../contract';
import type { Store } from '../store';
import { compareCanary } from './compareCanary';
import { type CanaryParts, planCanary } from './plan';

export interface CanaryOptions extends CanaryParts {
  store: CanaryParts['store'] & Pick<Store, 'documents'>;
  log: {
    info(facts: object, sentence: string): void;
    warn(facts: object, sentence: string): void;
  };
  /** Told once of each watch that came to a verdict. */
  onVerdict?: (watch: CanaryWatch) => void;
  /** Time between two looks. */
  everyMs?: number;
}

/** Comparisons of canaries: at once, or looked at again and again until there is a verdict. */
export interface CanaryService {
  compare(request: CanaryRequest, signal?: AbortSignal): Promise<CanaryComparison>;
  /** @throws ModelWatchError that says what is wrong with the request */
  watch(request: CanaryRequest): Promise<CanaryWatch>;
  /** The latest first. */
  list(): Promise<CanaryWatch[]>;
  get(id: string): Promise<CanaryWatch | null>;
  /** Ends a watch; one that has ended stays as it is. @throws ModelWatchError `unknown-canary` (404) */
  stop(id: string): Promise<CanaryWatch>;
  /** What is watched goes on at the next start. */
  close(): Promise<void>;
}

const COLLECTION = 'canaries';
const EVERY_MS = 60_000;
const ENDLESS = 'A canary is watched until there is a verdict; leave `to` out, or compare once.';

/** Opens the service; what was watched when the collector ended is watched again. */
export async function createCanaryService(options: CanaryOptions): Promise<CanaryService> {
  const { store, log, clock, onVerdict, everyMs = EVERY_MS } = options;
  const active = new Map<string, CanaryWatch>();
  const closing = new AbortController();
  let looking: Promise<void> = Promise.resolve();
  const keep = (watch: CanaryWatch): Promise<void> =>
    store.documents.put(COLLECTION, watch.id, structuredClone(watch));

  for (const { value } of await store.documents.list<CanaryWatch>(COLLECTION)) {
    if (value.state === 'watching') active.set(value.id, value);
  }

  async function look(watch: CanaryWatch): Promise<void> {
    try {
      const comparison = await compareCanary(watch.request, options, closing.signal);
      if (!active.has(watch.id)) return;
      Object.assign(watch, { comparison, error: null, lookedAt: clock() });
      if (comparison.verdict === 'wait') return;
      Object.assign(watch, { state: 'decided', finishedAt: clock() });
      active.delete(watch.id);
      const { model } = watch.request;
      log.info({ canary: watch.id, model, verdict: comparison.verdict }, comparison.reason);
      onVerdict?.(structuredClone(watch));
    } catch (error) {
      if (closing.signal.aborted) return;
      watch.error = (error as Error).message;
      log.warn(
        { canary: watch.id, err: error as Error },
        'A canary could not be compared; it is tried again.',
      );
    } finally {
      await keep(watch).catch((error: unknown) =>
        log.warn({ canary: watch.id, err: error }, 'The state of a canary was not kept.'),
      );
    }
  }

  /** One after another: each reads rows of the store. */
  const lookAtAll = (): void => {
    looking = looking.then(async () => {
      for (const watch of [...active.values()]) if (!closing.signal.aborted) await look(watch);
    });
  };
  const timer = setInterval(lookAtAll, everyMs);
  timer.unref();

  const get = async (id: string): Promise<CanaryWatch | null> => {
    const watch = active.get(id);
    return watch ? structuredClone(watch) : store.documents.get<CanaryWatch>(COLLECTION, id);
  };

  return {
    compare: (request, signal) => compareCanary(request, options, signal),
    async watch(request) {
      if (request.to !== undefined) throw badRequest('canary-invalid', ENDLESS, '$.to');
      planCanary(request, options);
      const watch: CanaryWatch = {
        id: randomUUID(),
        request,
        state: 'watching',
        createdAt: clock(),
        finishedAt: null,
        lookedAt: null,
        comparison: null,
        error: null,
      };
      await keep(watch);
      active.set(watch.id, watch);
      lookAtAll();
      return structuredClone(watch);
    },
    get,
    async list() {
      const known = await store.documents.list<CanaryWatch>(COLLECTION);
      const watches = known.map(({ id, value }) => structuredClone(active.get(id) ?? value));
      return watches.sort((a, b) => b.createdAt - a.createdAt);
    },
    async stop(id) {
      const watch = active.get(id);
      if (watch) {
        active.delete(id);
        Object.assign(watch, { state: 'stopped', finishedAt: clock() });
        await keep(watch);
        return structuredClone(watch);
      }
      const ended = await get(id);
      if (ended) return ended;
      throw notFound('unknown-canary', `There is no watched canary ${id}.`);
    },
    async close() {
      clearInterval(timer);
      closing.abort();
      await looking;
    },
  };
}
