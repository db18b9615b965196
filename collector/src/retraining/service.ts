import type {
  ModelEntry,
  RetrainingProgress,
  RetrainingRequest,
  RetrainingTrigger,
  RetrainingTriggerSpec,
} from '../contract';
import type { QueryEngine } from '../query';
import type { Registry } from '../registry';
import type { Store } from '../store';
import { lookAt, type LookParts } from './lookAt';
import { progressOf } from './progress';
import { newState, type RuleState } from './ruleState';

export interface RetrainingOptions {
  store: Pick<Store, 'documents' | 'changes' | 'timeRange'>;
  registry: Pick<Registry, 'models' | 'model' | 'productionVersion' | 'baseline'>;
  query: QueryEngine;
  /** Tells the training job; resolves when that cannot be lost any more. What it was told already it must know by its id. */
  tell: (request: RetrainingRequest) => Promise<void>;
  /** Time between two looks at every rule. */
  everyMs: number;
  log: {
    info(facts: object, sentence: string): void;
    warn(facts: object, sentence: string): void;
  };
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** Asks for retrainings by the rules of the model files, once for each cause. */
export interface RetrainingService {
  /** Every rule and how it stands. */
  list(model?: string): Promise<RetrainingTrigger[]>;
  /** Looks at every rule now, after the look that is under way. */
  look(): Promise<void>;
  counts(): RetrainingTally[];
  close(): Promise<void>;
}

/** For the metrics. */
export interface RetrainingTally {
  model: string;
  trigger: string;
  /** Since the start. */
  requests: number;
  /** Causes that wait for their labels. */
  waiting: number;
  /** Looks that failed since the start. */
  failures: number;
}

const COLLECTION = 'retraining';

/** Opens the service; what was asked for before is known, and what was not told is told. */
export async function createRetrainingService(options: RetrainingOptions): Promise<RetrainingService> {
  const { store, registry, query, tell, everyMs, log, clock } = options;
  const states = new Map<string, RuleState>();
  const tallies = new Map<string, RetrainingTally>();
  const closing = new AbortController();
  for (const { id, value } of await store.documents.list<RuleState>(COLLECTION)) states.set(id, value);

  const idOf = (model: string, name: string): string => `${model}/${name}`;
  const stateOf = (model: string, name: string): RuleState =>
    states.get(idOf(model, name)) ?? newState(model, name);
  const tallyOf = (model: string, trigger: string): RetrainingTally => {
    const id = idOf(model, trigger);
    const tally = tallies.get(id) ?? { model, trigger, requests: 0, waiting: 0, failures: 0 };
    tallies.set(id, tally);
    return tally;
  };
  const keep = async (state: RuleState): Promise<void> => {
    const id = idOf(state.model, state.name);
    await store.documents.put(COLLECTION, id, state);
    states.set(id, state);
  };

  async function changesOf(model: string) {
    return store.changes({ model, from: 0, to: clock() + 1 });
  }

  /** The state with a request is durable before anybody is told: a crash between the two tells again, under the same id. */
  async function tellOf(state: RuleState): Promise<void> {
    for (const request of state.requests.filter(({ toldAt }) => toldAt === null)) {
      await tell(request);
      request.toldAt = clock();
      await keep(state);
      const { id, model, trigger, reason } = request;
      log.info({ retraining: id, model, trigger }, `A retraining of ${model} is asked for: ${reason}`);
    }
  }

  async function lookAtRule(entry: ModelEntry, rule: RetrainingTriggerSpec): Promise<void> {
    const { model } = entry.spec;
    const tally = tallyOf(model, rule.name);
    try {
      const before = stateOf(model, rule.name);
      await tellOf(before);
      const changes = await changesOf(model);
      const parts: LookParts = {
        ...{ store, registry, entry, changes, engine: query, now: clock() },
        others: openRequests(model, changes)
          .filter(({ trigger }) => trigger !== rule.name)
          .map(({ id }) => id),
      };
      const after = await lookAt(rule, before, parts, closing.signal);
      closing.signal.throwIfAborted();
      await keep(after);
      tally.requests += after.requests[0]?.id === before.requests[0]?.id ? 0 : 1;
      tally.waiting = after.causes.filter(({ requestId }) => requestId === null).length;
      await tellOf(after);
    } catch (error) {
      if (closing.signal.aborted) return;
      tally.failures += 1;
      const reason = `it could not be looked at: ${(error as Error).message}`;
      states.set(idOf(model, rule.name), { ...stateOf(model, rule.name), reason });
      log.warn(
        { model, trigger: rule.name, err: error as Error },
        'A retraining trigger could not be looked at.',
      );
    }
  }

  const requestsOf = (model: string): RetrainingRequest[] =>
    [...states.values()]
      .filter((state) => state.model === model)
      .flatMap(({ requests }) => requests)
      .sort((a, b) => b.at - a.at);

  function withProgress(model: string, changes: LookParts['changes']): RetrainingProgress[] {
    const requests = requestsOf(model);
    return requests.map((request, place) => progressOf(request, changes, requests[place - 1]?.at));
  }
  const openRequests = (model: string, changes: LookParts['changes']): RetrainingProgress[] =>
    withProgress(model, changes).filter(({ state }) => state === 'asked' || state === 'started');

  async function lookAtAll(): Promise<void> {
    for (const entry of registry.models()) {
      for (const rule of entry.spec.retraining?.triggers ?? []) {
        if (!closing.signal.aborted) await lookAtRule(entry, rule);
      }
    }
  }
  let looking: Promise<void> = Promise.resolve();
  const look = (): Promise<void> => {
    looking = looking.then(lookAtAll);
    return looking;
  };
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();

  return {
    look,
    async list(model) {
      const entries = registry.models().filter(({ spec }) => model === undefined || spec.model === model);
      const listed = entries.map(async ({ spec }): Promise<RetrainingTrigger[]> => {
        const triggers = spec.retraining?.triggers ?? [];
        if (triggers.length === 0) return [];
        const progress = withProgress(spec.model, await changesOf(spec.model));
        return triggers.map((rule) => {
          const { reason, lookedAt, causes } = stateOf(spec.model, rule.name);
          const requests = progress.filter(({ trigger }) => trigger === rule.name);
          return { model: spec.model, rule, state: standing(lookedAt, causes), reason, lookedAt, requests };
        });
      });
      return (await Promise.all(listed)).flat();
    },
    counts: () => [...tallies.values()],
    async close() {
      clearInterval(timer);
      closing.abort();
      await looking;
    },
  };
}

function standing(lookedAt: number | null, causes: RuleState['causes']): RetrainingTrigger['state'] {
  if (lookedAt === null) return 'unknown';
  if (causes.some(({ requestId }) => requestId === null)) return 'waiting';
  return causes.length > 0 ? 'open' : 'quiet';
}
