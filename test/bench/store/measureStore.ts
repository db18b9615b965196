import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabelRecord } from '../../../collector/src/contract';
import { openDuckDbStore, type Store } from '../../../collector/src/store';
import { BENCH_START, benchPredictions, benchSchema } from '../generate';
import { writeBaseline } from './parquet';

/* What the embedded store does in a second, on rows of 20 features and 5 segments. */

/** Time on the clock, and time of all threads together: the second says more on a busy machine. */
export interface Cost {
  ms: number;
  cpuMs: number;
}

export interface StoreFigures {
  rows: number;
  append: Cost;
  countBins: Cost;
  countBinsGrouped: Cost;
  countBinsOneDay: Cost;
  confusion: Cost;
  readFeatures: Cost;
  readWithIds: Cost;
  heapGrowthMb: number;
  bytesPerRow: number;
}

const BATCH = 20_000;

export async function measureStore(rows = 1_000_000, threads = 2): Promise<StoreFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-store-'));
  const file = join(folder, 'store.duckdb');
  const store = await openDuckDbStore({ file, threads });
  try {
    await store.ensureSchema(benchSchema);
    const appended = await append(store, rows);
    await store.checkpoint();
    const baseline = await store.importBaseline(benchSchema, 'v1', await writeBaseline(folder));
    const selection = { model: benchSchema.model, from: BENCH_START, to: Infinity, filters: [] };
    const bins = { selection, groupBy: [], bucketMs: null, columns: baseline.columns };
    const day = { ...selection, from: BENCH_START + 3 * 86_400_000, to: BENCH_START + 4 * 86_400_000 };
    const heapBefore = process.memoryUsage().heapUsed;
    const readFeatures = await cheapest(3, () => readAll(store, selection, false));
    const heapGrowthMb = (process.memoryUsage().heapUsed - heapBefore) / 1e6;
    const grouped = { ...bins, groupBy: ['segment0'], bucketMs: 3_600_000 };
    const classes = { selection, groupBy: [], bucketMs: null, asOf: Infinity, classes: ['0', '1'] };
    return {
      rows,
      append: appended,
      countBins: await cheapest(5, () => store.countBins(bins)),
      countBinsGrouped: await cheapest(3, () => store.countBins(grouped)),
      countBinsOneDay: await cheapest(5, () => store.countBins({ ...bins, selection: day })),
      confusion: await cheapest(3, () => store.countConfusion(classes)),
      readFeatures,
      readWithIds: await cheapest(2, () => readAll(store, selection, true)),
      heapGrowthMb,
      bytesPerRow: statSync(file).size / rows,
    };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** Time of the appends alone, without making the records; every third prediction has a label. */
async function append(store: Store, rows: number): Promise<Cost> {
  const total = { ms: 0, cpuMs: 0 };
  for (let from = 0; from < rows; from += BATCH) {
    const predictions = benchPredictions(from, Math.min(BATCH, rows - from));
    const { ms, cpuMs } = await costOf(() => store.apply(predictions, `p${from}`));
    total.ms += ms;
    total.cpuMs += cpuMs;
    const labels = predictions
      .filter((_, index) => index % 3 === 0)
      .map(({ id, ts }, index): LabelRecord => ({
        kind: 'label',
        predictionId: id,
        ts: ts + 3_600_000,
        label: String(index % 2),
        value: index % 2,
        receivedAt: ts + 3_600_000,
      }));
    await store.apply(labels, `l${from}`);
  }
  return total;
}

async function readAll(
  store: Store,
  selection: Parameters<Store['countRows']>[0],
  withIds: boolean,
): Promise<number> {
  let rows = 0;
  const request = { selection, segments: [], asOf: Infinity, answeredOnly: false, withIds };
  const features = benchSchema.features.map(({ name }) => name);
  for await (const batch of store.readRows({ ...request, features })) rows += batch.rows;
  return rows;
}

async function cheapest(times: number, work: () => Promise<unknown>): Promise<Cost> {
  const costs: Cost[] = [];
  for (let time = 0; time < times; time++) costs.push(await costOf(work));
  return {
    ms: Math.min(...costs.map(({ ms }) => ms)),
    cpuMs: Math.min(...costs.map(({ cpuMs }) => cpuMs)),
  };
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000 };
}
