import { statfs } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type ApiServices,
  checkExposure,
  createApp,
  listen,
  type Listener,
  watchConfiguredTokens,
} from './api';
import type { Configuration } from './configuration';
import { checkReadiness, createBackupService, createMetrics, DiskWatch, type Readiness } from './operation';
import { openRooms, type Rooms } from './openRooms';
import { VERSION } from './packageVersion';
import { answerAnnotations } from './annotations';
import { createPostmortemService } from './postmortem';
import { encodeArrow } from './query';
import { answerSamples } from './samples';
import { startHousekeeping } from './startHousekeeping';

export { openRooms, type Rooms } from './openRooms';

/** A running collector. */
export interface Collector {
  /** Where it answers: `http://127.0.0.1:4180`. */
  url: string;
  rooms: Rooms;
  /** Whether the preview page is built and served. */
  hasPreview: boolean;
  readiness(): Promise<Readiness>;
  /** Takes no new requests, finishes those that run, lets the store catch up for a bounded time, closes. */
  stop(): Promise<void>;
}

/** The preview page is built by another workspace and lies beside the collector's own program. */
function findPreview(): string | null {
  const candidates = ['../../panel-plugin/dist/preview', 'preview'].map((path) => resolve(__dirname, path));
  return candidates.find((path) => existsSync(join(path, 'index.html'))) ?? null;
}

/** Opens the rooms and serves them. @throws ModelWatchError whose message is a sentence for whoever started it */
export async function startCollector(configuration: Configuration): Promise<Collector> {
  const tokens = watchConfiguredTokens(configuration);
  checkExposure(configuration.host, tokens().isClosed);
  const rooms = await openRooms(configuration);
  const { store, journal, applier, registry, replays, investigations, query, logger } = rooms;
  let isStopping = false;
  const disk = new DiskWatch();

  const readiness = (): Promise<Readiness> =>
    checkReadiness({
      isStopping: () => isStopping,
      probeStore: () => store.appliedPosition(),
      applierFailure: () => applier.lastError(),
      journalRefusal: () => journal.refusal(),
      behindSeconds: async () => applier.behindSeconds(),
      limitSeconds: configuration.readiness.behindSeconds,
    });

  const metrics = createMetrics({
    journal: () => journal.statistics(),
    backlog: async () => ({
      bytes: journal.backlog(applier.appliedPosition()).bytes,
      behindSeconds: applier.behindSeconds(),
    }),
    store: () => store.statistics(),
    async diskFreeBytes() {
      const { bavail, bsize } = await statfs(configuration.dataDir);
      return bavail * bsize;
    },
    diskDays: (freeBytes) => disk.daysUntilFull(freeBytes),
    isReady: async () => (await readiness()).ready,
    shadows: () => rooms.shadows.running(),
    served: () => rooms.served.totals(),
    webhook: () => rooms.webhook.counts(),
    retraining: () => rooms.retraining.counts(),
  });

  const backups = createBackupService({
    configuration,
    version: VERSION,
    store,
    journal,
    models: () => registry.models().map(({ spec }) => spec.model),
    clock: () => Date.now(),
    log: { info: (sentence) => logger.info(sentence), warn: (sentence) => logger.warn(sentence) },
  });

  const services: ApiServices = {
    configuration,
    version: VERSION,
    logger,
    metrics,
    registry,
    store,
    receive: rooms.receive,
    answerQuery: (request, signal) => query.run(request, signal),
    answerAnnotations: (request, signal) =>
      answerAnnotations(request, { store, registry, query, investigations }, signal),
    answerSamples: (request, signal) => answerSamples(request, { store, registry }, signal),
    encodeFrame: encodeArrow,
    replays: {
      async start(request, requestedBy) {
        const run = await replays.start(request, requestedBy);
        const count = async () => {
          const ended = await replays.wait(run.id);
          for (const one of ended.results) metrics.countReplayRows(request.model, one.version, one.rows);
        };
        count().catch((error: unknown) =>
          logger.warn({ err: error as Error, replay: run.id }, 'A run was not counted.'),
        );
        return run;
      },
      list: () => replays.list(),
      get: (id) => replays.get(id),
      cancel: (id) => replays.cancel(id),
      pause: (id) => replays.pause(id),
      resume: (id) => replays.resume(id),
    },
    candidates: rooms.candidates,
    comparisons: rooms.comparisons,
    explanations: rooms.explanations,
    shadows: rooms.shadows,
    canaries: rooms.canaries,
    retraining: rooms.retraining,
    webhook: rooms.webhook,
    investigations,
    baselines: rooms.baselines,
    objectives: rooms.objectives,
    postmortems: createPostmortemService({
      store,
      registry,
      query,
      replays,
      investigations,
      version: VERSION,
      clock: () => Date.now(),
    }),
    backups,
    readiness,
    tokens,
    previewDir: findPreview(),
  };

  let listener: Listener;
  try {
    listener = await listen(createApp(services), configuration);
  } catch (error) {
    await rooms.close(0);
    throw error;
  }
  const { url } = listener;
  const housekeeping = startHousekeeping({ rooms, disk, now: () => Date.now() });
  logger.info(
    { url, dataDir: configuration.dataDir, store: store.description, models: registry.models().length },
    'The collector is ready.',
  );

  async function stop(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    logger.info('The collector is stopping.');
    await listener.stop(configuration.stopSeconds);
    await housekeeping.stop();
    // Its copy of the store would be cut off; what is left then is a folder without a manifest.
    await backups.settled();
    await rooms.close(configuration.stopSeconds);
    logger.info('The collector has stopped.');
  }
  return { url, rooms, hasPreview: services.previewDir !== null, readiness, stop };
}
