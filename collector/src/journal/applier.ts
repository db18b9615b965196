import { setTimeout as sleep } from 'node:timers/promises';
import type { Journal, JournalPosition, PackedRecords } from './journal';

/** What the applier feeds: the store, as far as it needs it. */
export interface ApplyPort {
  appliedPosition(): Promise<JournalPosition | null>;
  /** Appends and moves the position in one transaction. The memory of the records may be gone afterwards. */
  applyPacked(packed: PackedRecords, position: JournalPosition): Promise<unknown>;
}

export interface ApplierOptions {
  log(sentence: string): void;
  /** Bytes of journal in one transaction of the store: larger ones commit seldom, smaller ones are seen sooner. */
  batchBytes?: number;
  /** Milliseconds to gather after a first event: a commit costs milliseconds, however few rows it has. */
  gatherMs?: number;
  /** First and longest wait after a failure of the store; doubled in between. */
  firstRetryMs?: number;
  longestRetryMs?: number;
}

export interface Applier {
  /** Age of the oldest acknowledged event that is not in the store; 0 when all are. */
  behindSeconds(): number;
  /** Why the last attempt failed; null since one has succeeded. */
  lastError(): string | null;
  appliedPosition(): JournalPosition | null;
  /** Resolves when everything that is in the journal at this moment is in the store. */
  drained(): Promise<void>;
  /** Ends after the transaction that is under way. */
  stop(): Promise<void>;
}

const DEFAULTS = {
  batchBytes: 2 * 1024 * 1024,
  gatherMs: 100,
  firstRetryMs: 100,
  longestRetryMs: 10_000,
};

/**
 * Feeds the store from the journal. Where it stands is what the store says it has applied, so it may die at any moment:
 * the next one goes on behind the last committed transaction.
 */
export function startApplier(journal: Journal, store: ApplyPort, options: ApplierOptions): Applier {
  const { batchBytes, gatherMs, firstRetryMs, longestRetryMs } = { ...DEFAULTS, ...options };
  const stopping = new AbortController();
  const { signal } = stopping;
  let position: JournalPosition | null = null;
  let isPositionKnown = false;
  let lastError: string | null = null;
  let retryMs = firstRetryMs;
  let hurried = false;
  let appliedBytes = 0;
  const onProgress = new Set<() => void>();
  const progressed = (): void => onProgress.forEach((tell) => tell());

  /** Bytes of journal between two positions, told by the same journal end. */
  const bytesBetween = (from: JournalPosition | null, to: JournalPosition | null): number =>
    journal.backlog(from).bytes - journal.backlog(to).bytes;

  async function moveTo(next: JournalPosition): Promise<void> {
    appliedBytes += bytesBetween(position, next);
    position = next;
    await journal.release(next);
  }

  async function applyNext(): Promise<void> {
    if (!isPositionKnown) {
      const applied = await store.appliedPosition();
      if (applied !== null) await moveTo(applied);
      isPositionKnown = true;
      progressed();
    }
    await journal.waitBeyond(position, signal);
    if (!hurried && journal.backlog(position).bytes < batchBytes) await pause(gatherMs, signal);
    if (signal.aborted) return;
    const batch = await journal.read(position, batchBytes);
    if (batch.packed !== null && batch.position !== null && !signal.aborted) {
      await store.applyPacked(batch.packed, batch.position);
      await moveTo(batch.position);
    }
    lastError = null;
    retryMs = firstRetryMs;
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await applyNext();
      } catch (error) {
        // What was committed is not known for certain: the store is asked again before the next attempt.
        isPositionKnown = false;
        const reason = error instanceof Error ? error.message : String(error);
        if (reason !== lastError)
          options.log(`The store takes nothing (${reason}); events wait in the journal.`);
        lastError = reason;
        await pause(retryMs, signal);
        retryMs = Math.min(retryMs * 2, longestRetryMs);
      }
      progressed();
    }
  }

  const running = run();

  return {
    behindSeconds() {
      const { oldestReceivedAt } = journal.backlog(position);
      return oldestReceivedAt === null ? 0 : Math.max(0, (Date.now() - oldestReceivedAt) / 1000);
    },
    lastError: () => lastError,
    appliedPosition: () => position,
    async drained() {
      hurried = true;
      let goal = isPositionKnown ? appliedBytes + journal.backlog(position).bytes : Infinity;
      while (appliedBytes < goal && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const tell = (): void => {
            onProgress.delete(tell);
            resolve();
          };
          onProgress.add(tell);
        });
        if (goal === Infinity && isPositionKnown) goal = appliedBytes + journal.backlog(position).bytes;
      }
      hurried = false;
    },
    async stop() {
      stopping.abort();
      await running;
      progressed();
    },
  };
}

/** Sleeps, and wakes early without an error when the signal is raised. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);
