import type { ColumnProfile } from '../../../collector/src/contract';
import type { Store } from '../../../collector/src/store';
import { median } from '../bar';
import { BENCH_START, benchPredictions, benchSchema } from '../generate';
import { DAY_MS, FILL_END, fillStore, openEmpty } from './fill';

export interface Figures {
  rows: number;
  buildSeconds: number;
  /** Bytes of the file before anything was counted, and what it grew by. */
  rawBytes: number;
  aggregateBytes: number;
  /** Bins of 20 features over 30 days. */
  binsMs: number;
  binsRawMs: number;
  /** The queries of a dashboard over 30 days, one after the other. */
  dashboardMs: number;
}

const ROUNDS = 5;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CLASSES = ['0', '1'];

/** Builds everything from a store of `rows` predictions, and asks it. */
export async function measureAggregates(rows: number): Promise<Figures> {
  const { store, columns, remove } = await fillStore(rows);
  try {
    await store.checkpoint();
    const before = await store.statistics();
    const started = performance.now();
    const built = await store.buildAggregates({ now: FILL_END + 20 * DAY_MS, quietMs: 0 });
    const buildSeconds = (performance.now() - started) / 1000;
    if (built.rows !== rows || built.remaining > 0) throw new Error(`counted only ${built.rows} rows`);
    await store.checkpoint();
    const after = await store.statistics();
    const bins = (raw: boolean) => () =>
      store.countBins({ selection: selectionOf(0), groupBy: [], bucketMs: null, columns, raw });
    return {
      rows,
      buildSeconds,
      rawBytes: before.sizeBytes,
      aggregateBytes: after.sizeBytes - before.sizeBytes,
      binsMs: await timeOf(bins(false)),
      binsRawMs: await timeOf(bins(true)),
      dashboardMs: await timeOf(() => askDashboard(store, columns)),
    };
  } finally {
    await remove();
  }
}

/** The whole range, or without some of both ends, so that it begins and ends within hours. */
const selectionOf = (cutMs: number) => ({
  model: benchSchema.model,
  from: BENCH_START + cutMs,
  to: FILL_END - cutMs,
  filters: [],
});

/** Drift, serving, latency, performance, scores and arrivals, as series and as one number, whole and by a segment. */
async function askDashboard(store: Store, columns: Record<string, ColumnProfile>): Promise<void> {
  const request = { selection: selectionOf(10 * MINUTE), groupBy: [] as string[], bucketMs: null };
  const labelled = { classes: CLASSES, asOf: FILL_END };
  await store.countBins({ ...request, columns });
  await store.countBins({ ...request, columns, bucketMs: DAY_MS });
  await store.countBins({ ...request, columns, groupBy: ['segment0'] });
  await store.countServing({ ...request, bucketMs: HOUR, quantiles: [] });
  await store.countServing({ ...request, groupBy: ['version'], quantiles: [] });
  await store.countServing({ ...request, bucketMs: HOUR, quantiles: [0.95], bounded: true });
  await store.countScores({ ...request, asOf: FILL_END, positiveClass: '1', bounded: true });
  await store.countScores({
    ...request,
    asOf: FILL_END,
    positiveClass: '1',
    bucketMs: DAY_MS,
    bounded: true,
  });
  await store.countConfusion({ ...request, ...labelled });
  await store.countConfusion({ ...request, ...labelled, bucketMs: DAY_MS, groupBy: ['segment1'] });
  await store.countArrivals({ ...request, bucketMs: DAY_MS, asOf: FILL_END, quantiles: [] });
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(times);
}

const INGEST_ROWS = 300_000;
const INGEST_BATCH = 20_000;

/** Predictions a second that are applied, with everything counted at the end or with nothing counted. */
export async function rateOfApply(isCounting: boolean): Promise<number> {
  const { store, remove } = await openEmpty();
  try {
    const batches = Array.from({ length: INGEST_ROWS / INGEST_BATCH }, (_, batch) =>
      benchPredictions(batch * INGEST_BATCH, INGEST_BATCH),
    );
    if (isCounting) await store.buildAggregates();
    const started = performance.now();
    let building: Promise<unknown> = Promise.resolve();
    for (const [index, batch] of batches.entries()) {
      await store.apply(batch, `p${index}`);
      // As housekeeping does it: beside the events, one after the other.
      if (isCounting)
        building = building.then(() => store.buildAggregates({ quietMs: 1000, budgetMs: 1000 }));
    }
    await building;
    if (isCounting) await store.buildAggregates({ now: FILL_END + 20 * DAY_MS, quietMs: 0 });
    return INGEST_ROWS / ((performance.now() - started) / 1000);
  } finally {
    await remove();
  }
}
