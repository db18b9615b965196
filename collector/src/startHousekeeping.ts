import type { DiskWatch } from './operation';
import type { Rooms } from './openRooms';

export interface HousekeepingOptions {
  rooms: Pick<Rooms, 'applier' | 'configuration' | 'store' | 'journal' | 'registry' | 'logger'>;
  disk: DiskWatch;
  /** Milliseconds since 1970. */
  now: () => number;
}

const DAY_MS = 86_400_000;
const DISK_SAMPLE_MS = 60_000;
/** How often hours that were left alone are counted, and how long it may take at a time: events come first. */
const AGGREGATES_MS = 5000;
const AGGREGATES_BUDGET_MS = 1000;
/** Age of what waits for the store from which on nothing is counted: both would share its one writer. */
const BUSY_SECONDS = 1;

/** Deletes the predictions of each model that are older than its retention; returns how many. */
export async function sweepRetention({
  rooms,
  now,
}: Pick<HousekeepingOptions, 'rooms' | 'now'>): Promise<number> {
  const { store, registry, configuration, logger } = rooms;
  let total = 0;
  for (const { spec } of registry.models()) {
    const days = spec.retentionDays ?? configuration.retention.days;
    const deleted = await store.deleteBefore(spec.model, now() - days * DAY_MS);
    if (deleted > 0)
      logger.info({ model: spec.model, days, deleted }, 'Predictions beyond their retention are deleted.');
    total += deleted;
  }
  const unmatched = await sweepUnmatched({ rooms, now });
  if (unmatched > 0)
    logger.info({ unmatched }, 'Labels and outcomes that no prediction came for are deleted.');
  return total;
}

/** They belong to no model that could be asked, so they are kept as long as the longest-kept one keeps anything. */
function sweepUnmatched({ rooms, now }: Pick<HousekeepingOptions, 'rooms' | 'now'>): Promise<number> {
  const { store, registry, configuration } = rooms;
  const kept = registry.models().map(({ spec }) => spec.retentionDays ?? configuration.retention.days);
  const days = kept.length > 0 ? Math.max(...kept) : configuration.retention.days;
  return store.deleteUnmatched(now() - days * DAY_MS);
}

/** What must be done from time to time: retention, checkpoints, the growth of the disk. */
export function startHousekeeping(options: HousekeepingOptions): { stop(): Promise<void> } {
  const { rooms, disk, now } = options;
  const { store, journal, configuration, logger } = rooms;
  const timers: NodeJS.Timeout[] = [];
  // One task after another: a checkpoint amid a sweep would only wait for it.
  let running: Promise<void> = Promise.resolve();
  let isStopping = false;

  const every = (ms: number, what: string, work: () => Promise<unknown>): void => {
    const due = () => {
      running = running.then(async () => {
        if (isStopping) return;
        try {
          await work();
        } catch (error) {
          logger.error(
            { err: error as Error },
            `${what} failed; it is tried again in ${Math.round(ms / 1000)} s.`,
          );
        }
      });
    };
    timers.push(setInterval(due, ms));
  };
  const sampleDisk = async () => {
    const { sizeBytes } = await store.statistics();
    disk.record({ at: now(), usedBytes: sizeBytes + journal.statistics().bytes });
  };
  every(DISK_SAMPLE_MS, 'Measuring the disk', sampleDisk);
  every(configuration.store.checkpointSeconds * 1000, 'A checkpoint', () => store.checkpoint());
  every(AGGREGATES_MS, 'Building aggregates', async () => {
    if (rooms.applier.behindSeconds() > BUSY_SECONDS) return;
    await store.buildAggregates({ now: now(), budgetMs: AGGREGATES_BUDGET_MS });
  });
  every(configuration.retention.sweepSeconds * 1000, 'The retention sweep', () => sweepRetention(options));
  return {
    async stop() {
      isStopping = true;
      timers.forEach((timer) => clearInterval(timer));
      await running;
    },
  };
}
