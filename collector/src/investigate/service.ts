import { randomUUID } from 'node:crypto';
import {
  badRequest,
  type Investigation,
  type InvestigationRequest,
  ModelWatchError,
  notFound,
  requireTime,
  withoutShadow,
} from '../contract';
import type { Registry } from '../registry';
import type { ReplayService } from '../replay';
import type { Store } from '../store';
import { investigateWindow, type WindowInvestigation } from './investigateWindow';
import { repairableFinding, replayRepair } from './replayRepair';
import { summarise } from './summarise';

export interface InvestigationOptions {
  store: Store;
  registry: Pick<Registry, 'requireModel' | 'baseline' | 'productionVersion'>;
  replays: Pick<ReplayService, 'start' | 'wait'>;
  log: {
    info(facts: object, sentence: string): void;
    warn(facts: object, sentence: string): void;
  };
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** Investigations of windows: one after another, because each holds its sample in memory. */
export interface InvestigationService {
  /** @throws ModelWatchError that says what is wrong with the request, before anything is read */
  start(request: InvestigationRequest): Promise<Investigation>;
  get(id: string): Promise<Investigation | null>;
  /** The latest first. */
  list(): Promise<Investigation[]>;
  /** The investigation when it has ended. @throws ModelWatchError `unknown-investigation` (404) */
  wait(id: string): Promise<Investigation>;
  /** Ends what runs, as failed with a sentence. */
  close(): Promise<void>;
}

const COLLECTION = 'investigations';
/** Kept investigations; the oldest go when there are more. */
const MOST_KEPT = 1000;

export async function createInvestigationService(
  options: InvestigationOptions,
): Promise<InvestigationService> {
  const { store, registry, replays, log, clock } = options;
  const active = new Map<string, { investigation: Investigation; ended: Promise<Investigation> }>();
  const controller = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();
  const keep = (one: Investigation): Promise<void> =>
    store.documents.put(COLLECTION, one.id, structuredClone(one));

  for (const { value } of await store.documents.list<Investigation>(COLLECTION)) {
    if (value.state !== 'running') continue;
    const error = 'The collector stopped while this was looked into; start it again.';
    await keep({ ...value, state: 'failed', finishedAt: clock(), error });
  }

  async function execute(investigation: Investigation, plan: WindowInvestigation): Promise<Investigation> {
    try {
      controller.signal.throwIfAborted();
      const found = await investigateWindow(store, plan, controller.signal);
      investigation.findings = found.findings;
      investigation.read = found.read;
      investigation.summary = `${investigation.request.inject ? 'Drill: ' : ''}${summarise(found)}`;
      const { request } = investigation;
      // What a drill did was not served, so that a replay would find it whole.
      const finding =
        request.replay === true && !request.inject ? repairableFinding(found.findings) : undefined;
      const version = registry.productionVersion(request.model);
      if (finding && version !== null) {
        investigation.replay = await replayRepair(replays, request, version, finding, found);
      }
      investigation.state = 'done';
    } catch (error) {
      investigation.state = 'failed';
      investigation.error = controller.signal.aborted
        ? 'The collector was stopped while this was looked into; start it again.'
        : (error as Error).message;
      if (!(error instanceof ModelWatchError) && !controller.signal.aborted) {
        log.warn(
          { investigation: investigation.id, err: error },
          'An investigation failed for a reason that is no sentence yet.',
        );
      }
    }
    investigation.finishedAt = clock();
    log.info(
      { investigation: investigation.id, state: investigation.state },
      investigation.error ?? investigation.summary,
    );
    await keep(investigation).finally(() => active.delete(investigation.id));
    return investigation;
  }

  async function forgetOldest(): Promise<void> {
    const known = await store.documents.list<Investigation>(COLLECTION);
    const oldest = known.sort((a, b) => b.value.createdAt - a.value.createdAt).slice(MOST_KEPT);
    for (const { id } of oldest) await store.documents.remove(COLLECTION, id);
  }

  const service: InvestigationService = {
    async start(request) {
      if (controller.signal.aborted) {
        throw new ModelWatchError({ code: 'stopping', message: 'The collector is stopping.', status: 503 });
      }
      const plan = planInvestigation(request, registry);
      const investigation: Investigation = {
        id: randomUUID(),
        request,
        state: 'running',
        createdAt: clock(),
        finishedAt: null,
        error: null,
        summary: '',
        read: null,
        findings: [],
        replay: null,
      };
      await keep(investigation);
      await forgetOldest();
      const ended = turn.then(() => execute(investigation, plan));
      turn = ended.catch((error: unknown) =>
        log.warn({ investigation: investigation.id, err: error }, 'An investigation was not kept.'),
      );
      active.set(investigation.id, { investigation, ended });
      return structuredClone(investigation);
    },
    async get(id) {
      const one = active.get(id);
      return one ? structuredClone(one.investigation) : store.documents.get<Investigation>(COLLECTION, id);
    },
    async list() {
      const known = await store.documents.list<Investigation>(COLLECTION);
      const all = known.map(({ id, value }) => structuredClone(active.get(id)?.investigation ?? value));
      return all.sort((a, b) => b.createdAt - a.createdAt);
    },
    async wait(id) {
      const found = (await active.get(id)?.ended) ?? (await service.get(id));
      if (found) return structuredClone(found);
      throw notFound('unknown-investigation', `There is no investigation ${id}.`);
    },
    async close() {
      controller.abort();
      await turn;
    },
  };
  return service;
}

function planInvestigation(
  request: InvestigationRequest,
  registry: InvestigationOptions['registry'],
): WindowInvestigation {
  const entry = registry.requireModel(request.model);
  const [from, to] = [requireTime(request.from, '$.from'), requireTime(request.to, '$.to')];
  if (!(from < to)) {
    throw badRequest(
      'range-reversed',
      `The window ends (${request.to}) before it begins (${request.from}); exchange the two.`,
      '$.to',
    );
  }
  if (request.baseline !== undefined && !entry.baselines[request.baseline]) {
    const known = Object.keys(entry.baselines).join(', ') || 'none';
    throw badRequest(
      'unknown-baseline',
      `${request.model} has no baseline of version ${request.baseline}; there are ${known}.`,
      '$.baseline',
    );
  }
  const known = ['version', 'environment', 'deployment', 'entity', ...entry.schema.segments];
  request.filters?.forEach(({ key }, index) => {
    if (known.includes(key)) return;
    throw badRequest(
      'unknown-segment',
      `${request.model} cannot be filtered by ${key}; there are ${known.join(', ')}.`,
      `$.filters[${index}].key`,
    );
  });
  return {
    entry,
    baseline: registry.baseline(request.model, request.baseline),
    from,
    to,
    filters: withoutShadow(request.filters ?? []),
    ...(request.inject && { inject: request.inject }),
    asOf:
      request.asOf === undefined || request.asOf === 'final' ? Infinity : requireTime(request.asOf, '$.asOf'),
  };
}
