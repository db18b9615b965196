import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiServices } from './api';
import { applyModelFile, registryTarget } from './cli/applyModelFile';
import { type SendEvents, toLines } from './cli/load';
import type { Configuration } from './configuration';
import { createIngest } from './ingest';
import { createInvestigationService, type InvestigationService } from './investigate';
import { type Applier, type ApplyPort, type FileJournal, openFileJournal, startApplier } from './journal';
import { createLogger, createServedCounts, type Logger, type ServedCounts } from './operation';
import { createObjectiveKeeper, type ObjectiveKeeper } from './objectives';
import { createQueryEngine, type QueryEngine } from './query';
import { type BaselineKeeper, createBaselineKeeper, openRegistry, type Registry } from './registry';
import {
  type Candidates,
  createCandidates,
  type ComparisonService,
  createComparisonService,
  createExplanationService,
  createPrepareModel,
  createReplayService,
  type ExplanationService,
  type ReplayService,
} from './replay';
import { RightOfWay } from './scheduling';
import { type CanaryService, createCanaryService } from './canary';
import { createRetrainingService, type RetrainingService, writeRequestFile } from './retraining';
import { createShadowService, type ShadowService } from './shadow';
import { createWebhook, type Webhook } from './webhook';
import { openStoreThread, type Store } from './store';
import { storeProgramFile } from './storeProgramFile';

/** Everything of a collector but its API: what `serve` puts behind HTTP and `load --direct` writes into. */
export interface Rooms {
  readonly configuration: Configuration;
  readonly logger: Logger;
  readonly store: Store;
  readonly journal: FileJournal;
  readonly applier: Applier;
  readonly registry: Registry;
  readonly query: QueryEngine;
  readonly replays: ReplayService;
  readonly candidates: Candidates;
  readonly comparisons: ComparisonService;
  readonly explanations: ExplanationService;
  readonly shadows: ShadowService;
  readonly canaries: CanaryService;
  readonly retraining: RetrainingService;
  /** Told of verdicts. */
  readonly webhook: Webhook;
  readonly served: ServedCounts;
  readonly investigations: InvestigationService;
  readonly baselines: BaselineKeeper;
  readonly objectives: ObjectiveKeeper;
  receive: ApiServices['receive'];
  /** Takes events that are in memory. */
  take: SendEvents;
  /** Whether, within the time, everything acknowledged can be queried. */
  drained(withinSeconds: number): Promise<boolean>;
  /** Lets the store catch up for at most so long, then closes everything. */
  close(drainSeconds: number): Promise<void>;
}

const POLL_MS = 20;
/** How long a body waits at most for queries before it is decoded. */
const INGEST_WAITS_MS = 250;

const ingestLimits = ({ http, ingest }: Configuration) => ({
  bodyBytes: http.bodyLimitBytes,
  inflatedBytes: http.bodyLimitBytes,
  requestSeconds: http.requestSeconds,
  stallSeconds: http.stallSeconds,
  inFlightBytes: ingest.maximumInFlightBytes,
  events: ingest.maximumEvents,
  quarantineBytes: ingest.quarantineBytes,
  futureSeconds: ingest.futureSeconds,
  oldestMs: Date.UTC(ingest.oldestYear, 0, 1),
});

/**
 * Opens the rooms over a data folder. What was opened is closed again when a later one fails, so that a failed start
 * leaves no lock behind.
 */
export async function openRooms(
  configuration: Configuration,
  logger: Logger = createLogger(configuration),
): Promise<Rooms> {
  const { dataDir } = configuration;
  const tell = (sentence: string) => logger.info(sentence);
  const warn = (sentence: string) => logger.warn(sentence);
  const clock = () => Date.now();
  const opened: (() => Promise<unknown>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    await mkdir(dataDir, { recursive: true });
    const store = await openStoreThread<Pick<ApplyPort, 'applyPacked'>>({
      program: storeProgramFile(),
      file: join(dataDir, 'store.duckdb'),
      memoryLimitBytes: configuration.store.memoryMb * 1024 * 1024,
      threads: configuration.store.threads === 0 ? undefined : configuration.store.threads,
      log: tell,
    });
    opened.push(() => store.close());
    const prepareModel = createPrepareModel();
    const registry = await openRegistry({
      store,
      modelsDir: join(dataDir, 'models'),
      prepareModel,
      clock,
    });
    const journal = await openFileJournal({
      folder: join(dataDir, 'journal'),
      log: tell,
      appliedPosition: await store.appliedPosition(),
      limits: { maximumBacklogBytes: configuration.journal.maximumBytes },
    });
    opened.push(() => journal.close());
    const applier = startApplier(journal, store, { log: warn });
    opened.push(() => applier.stop());
    const candidates = createCandidates({
      ...{ store, registry, prepareModel, clock },
      folder: join(dataDir, 'candidates'),
    });
    const replays = await createReplayService({
      store,
      registry,
      candidates,
      threads: configuration.replay.threads,
      timeLimitMs: configuration.replay.batchSeconds * 1000,
      log: logger,
      clock,
    });
    opened.push(() => replays.close());
    const webhook = await createWebhook({ ...configuration.webhook, store, log: logger, clock });
    opened.push(() => webhook.close());
    const comparisons = createComparisonService({ store, registry, replays, clock });
    const explanations = createExplanationService({ store, registry, clock });
    const shadows = await createShadowService({
      store,
      journal,
      registry,
      ...configuration.shadow,
      log: logger,
      clock,
      onEnd: (run) =>
        webhook.tell({
          type: `shadow.${run.state}`,
          model: run.request.model,
          reason: run.reason ?? '',
          data: run,
        }),
    });
    opened.push(() => shadows.close());
    const canaries = await createCanaryService({
      store,
      registry,
      log: logger,
      clock,
      onVerdict: ({ id, comparison }) =>
        comparison &&
        webhook.tell({
          type: `canary.${comparison.verdict.replace(' ', '-')}`,
          model: comparison.model,
          reason: comparison.reason,
          data: { watch: id, ...comparison },
        }),
    });
    opened.push(() => canaries.close());
    const investigations = await createInvestigationService({ store, registry, replays, log: logger, clock });
    opened.push(() => investigations.close());
    const way = new RightOfWay(INGEST_WAITS_MS);
    const collector = { behindSeconds: () => applier.behindSeconds() };
    const engine = createQueryEngine({ store, registry, clock, collector });
    const query: QueryEngine = { run: (request, signal) => way.first(() => engine.run(request, signal)) };
    const { folder: requestFolder, everySeconds } = configuration.retraining;
    const retraining = await createRetrainingService({
      store,
      registry,
      query,
      async tell(request) {
        if (requestFolder !== '') await writeRequestFile(requestFolder, request);
        const { id, model, reason } = request;
        webhook.tell({ type: 'retraining.requested', model, reason, data: request }, id);
        await webhook.kept();
      },
      everyMs: everySeconds * 1000,
      log: logger,
      clock,
    });
    opened.push(() => retraining.close());
    const served = createServedCounts(
      (name) =>
        registry.model(name)?.spec.objectives?.find(({ measure }) => measure === 'serving.latency')?.target ??
        null,
    );
    const ingest = createIngest({
      journal: served.tap(shadows.tap(journal)),
      registry,
      limits: ingestLimits(configuration),
      maskKey: configuration.security.maskKey,
      log: warn,
      now: clock,
      giveWay: () => way.giveWay(),
    });
    const receive: ApiServices['receive'] = (kind, body, headers) => ingest.receive(kind, body, headers);
    const baselines = createBaselineKeeper({
      store,
      registry,
      register: (change) => ingest.accept('changes', [change]),
      folder: join(dataDir, 'models'),
      clock,
    });
    const objectives = createObjectiveKeeper({
      ...{ store, registry, clock, collector },
      register: (change) => ingest.accept('changes', [change]),
    });
    for (const file of configuration.models) {
      const { model, versions, baselines } = await applyModelFile(file, registryTarget(registry));
      tell(
        `${file}: ${model} with ${versions.length} versions and ${baselines.length} baselines is registered.`,
      );
    }

    async function drained(withinSeconds: number): Promise<boolean> {
      const deadline = clock() + withinSeconds * 1000;
      while (journal.backlog(applier.appliedPosition()).bytes > 0) {
        if (clock() > deadline) return false;
        await sleep(POLL_MS);
      }
      return true;
    }

    return {
      configuration,
      logger,
      store,
      journal,
      applier,
      registry,
      query,
      replays,
      candidates,
      comparisons,
      explanations,
      shadows,
      served,
      canaries,
      retraining,
      webhook,
      investigations,
      baselines,
      objectives,
      receive,
      take: (kind, entries) =>
        entries.some((entry) => typeof entry === 'string')
          ? ingest.take(kind, toLines(entries), 'application/x-ndjson')
          : ingest.accept(kind, entries),
      drained,
      async close(drainSeconds) {
        // The replay of an investigation ends first: the investigation waits for it.
        await replays.close();
        await investigations.close();
        // What candidates answered is drained with everything else.
        await shadows.close();
        await canaries.close();
        await retraining.close();
        if (!(await drained(drainSeconds))) {
          const { bytes } = journal.backlog(applier.appliedPosition());
          warn(`Stopped with ${bytes} bytes of events in the journal; the next start applies them.`);
        }
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
