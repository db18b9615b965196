import { Counter, Gauge, Histogram, Registry as PrometheusRegistry } from 'prom-client';
import type { EventKind, ShadowRun } from '../contract';
import type { StoreStatistics } from '../store';
import { keepFor } from './keepFor';
import type { Served } from './servedCounts';
import { registerServedMetrics } from './servedMetrics';
import { createRetrainingMetrics, type RetrainingCounts } from './retrainingMetrics';
import { createShadowMetrics } from './shadowMetrics';

/** What the gauges are read from at each scrape. */
export interface MetricSources {
  journal(): { bytes: number; segments: number; keys: number };
  backlog(): Promise<{ bytes: number; behindSeconds: number }>;
  store(): Promise<StoreStatistics>;
  diskFreeBytes(): Promise<number>;
  diskDays(freeBytes: number): number | null;
  isReady(): Promise<boolean>;
  /** Requests by model since the start; none are told where nothing counts them. */
  served?(): readonly Served[];
  /** Candidates in shadow that run at this moment. */
  shadows?(): readonly ShadowRun[];
  /** Retraining triggers. */
  retraining?(): readonly RetrainingCounts[];
  /** Deliveries of the webhook by what became of them. */
  webhook?(): Record<string, number>;
}

export interface Metrics {
  readonly contentType: string;
  /** In Prometheus' text format. */
  expose(): Promise<string>;
  countIngest(kind: EventKind, results: Record<string, number>): void;
  countRequest(method: string, route: string, status: number, seconds: number): void;
  timeQuery(measure: string, result: 'answered' | 'refused', seconds: number): void;
  countReplayRows(model: string, version: string, rows: number): void;
}

const QUERY_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Rows are counted for it; whoever scrapes more often, or from several places, gets the same numbers. */
const STATISTICS_MS = 5000;

/** The collector's own metrics, under one prefix. A source that fails makes its gauges NaN, not the scrape fail. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new PrometheusRegistry();
  const registers = [registry];
  if (sources.served) registerServedMetrics(registry, () => sources.served!());
  const gauge = (name: string, help: string) => new Gauge({ name: `modelwatch_${name}`, help, registers });

  const ingest = new Counter({
    name: 'modelwatch_ingest_events_total',
    help: 'Events by kind and what became of them: accepted, duplicate, quarantined.',
    labelNames: ['kind', 'result'],
    registers,
  });
  const requests = new Histogram({
    name: 'modelwatch_http_request_duration_seconds',
    help: 'Time to answer requests of the API.',
    labelNames: ['method', 'route', 'status'],
    buckets: QUERY_SECONDS,
    registers,
  });
  const queries = new Histogram({
    name: 'modelwatch_query_duration_seconds',
    help: 'Time to answer queries by measure.',
    labelNames: ['measure', 'result'],
    buckets: QUERY_SECONDS,
    registers,
  });
  const replayRows = new Counter({
    name: 'modelwatch_replay_rows_total',
    help: 'Rows that replay runs have scored.',
    labelNames: ['model', 'version'],
    registers,
  });

  const readShadows = createShadowMetrics(registers);
  const readRetraining = createRetrainingMetrics(registers);
  const deliveries = new Gauge({
    name: 'modelwatch_webhook_deliveries',
    help: 'Verdicts of the last 1,000 that the webhook was told, by state: waiting, delivered, given up.',
    labelNames: ['state'],
    registers,
  });

  const journalBytes = gauge('journal_bytes', 'Bytes of the journal on disk.');
  const journalSegments = gauge('journal_segments', 'Segment files of the journal.');
  const journalKeys = gauge('journal_keys', 'Event keys that the dedupe index knows.');
  const backlogBytes = gauge('applier_backlog_bytes', 'Acknowledged bytes that cannot be queried yet.');
  const lag = gauge(
    'applier_lag_seconds',
    'Age of the oldest acknowledged event that cannot be queried yet.',
  );
  const predictions = gauge('store_predictions', 'Predictions in the store.');
  const labels = gauge('store_labels', 'Labels in the store.');
  const waiting = gauge('store_waiting_labels', 'Labels whose prediction is not there.');
  const quarantined = gauge('store_quarantined', 'Events in quarantine.');
  const storeBytes = gauge('store_size_bytes', 'Bytes of the database on disk.');
  const storeMemory = gauge('store_memory_bytes', 'Memory that the database holds.');
  const diskFree = gauge('disk_free_bytes', 'Free bytes where the data folder lies.');
  const diskDays = gauge(
    'disk_days_until_full',
    'Days until the disk is full at the growth of the last day.',
  );
  const memory = gauge('process_resident_memory_bytes', 'Resident memory of the process.');
  const started = gauge('process_start_time_seconds', 'Start of the process, seconds since 1970.');
  const ready = gauge('ready', '1 when /readyz answers 200.');
  started.set(Math.round(Date.now() / 1000 - process.uptime()));

  const readStatistics = keepFor(STATISTICS_MS, () => sources.store());
  const orNaN = async <T>(read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch {
      return null;
    }
  };

  async function readGauges(): Promise<void> {
    const [journal, backlog, store, freeBytes, isReady] = await Promise.all([
      orNaN(async () => sources.journal()),
      orNaN(() => sources.backlog()),
      orNaN(readStatistics),
      orNaN(() => sources.diskFreeBytes()),
      orNaN(() => sources.isReady()),
    ]);
    readShadows(sources.shadows?.() ?? []);
    readRetraining(sources.retraining?.() ?? []);
    for (const [state, count] of Object.entries(sources.webhook?.() ?? {})) deliveries.set({ state }, count);
    journalBytes.set(journal?.bytes ?? NaN);
    journalSegments.set(journal?.segments ?? NaN);
    journalKeys.set(journal?.keys ?? NaN);
    backlogBytes.set(backlog?.bytes ?? NaN);
    lag.set(backlog?.behindSeconds ?? NaN);
    predictions.set(store?.predictions ?? NaN);
    labels.set(store?.labels ?? NaN);
    waiting.set(store?.waitingLabels ?? NaN);
    quarantined.set(store?.quarantined ?? NaN);
    storeBytes.set(store?.sizeBytes ?? NaN);
    storeMemory.set(store?.memoryBytes ?? NaN);
    diskFree.set(freeBytes ?? NaN);
    diskDays.set(freeBytes === null ? NaN : (sources.diskDays(freeBytes) ?? NaN));
    memory.set(process.memoryUsage.rss());
    ready.set(isReady ? 1 : 0);
  }

  return {
    contentType: registry.contentType,
    async expose() {
      await readGauges();
      return registry.metrics();
    },
    countIngest(kind, results) {
      for (const [result, count] of Object.entries(results))
        if (count > 0) ingest.inc({ kind, result }, count);
    },
    countRequest: (method, route, status, seconds) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    timeQuery: (measure, result, seconds) => queries.observe({ measure, result }, seconds),
    countReplayRows: (model, version, rows) => replayRows.inc({ model, version }, rows),
  };
}
