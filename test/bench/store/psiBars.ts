import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BinCounts, ColumnProfile } from '../../../collector/src/contract';
import { computeMeasure } from '../../../collector/src/measures';
import { openDuckDbStore, type Store } from '../../../collector/src/store';
import { type Bar, median } from '../bar';
import { BENCH_START, benchPredictions, benchSchema } from '../generate';
import { BASELINE_ROWS, writeBaseline, writeParquet } from './parquet';

const ROWS = 1_000_000;
const BATCH = 20_000;
const ROUNDS = 5;
const BENCH = process.env.MODELWATCH_BENCH_FOLDER ?? join(__dirname, '..');
const PYTHON = process.env.MODELWATCH_BENCH_PYTHON ?? 'python3';

interface PeerAnswer {
  seconds: number;
  peakMb: number;
  values: Record<string, number>;
}

async function fillStore(store: Store): Promise<void> {
  await store.ensureSchema(benchSchema);
  for (let from = 0; from < ROWS; from += BATCH) {
    await store.apply(benchPredictions(from, Math.min(BATCH, ROWS - from)), `p${from}`);
  }
  await store.checkpoint();
}

function* currentRows() {
  for (let from = 0; from < ROWS; from += BATCH) {
    for (const { features } of benchPredictions(from, Math.min(BATCH, ROWS - from))) yield features;
  }
}

/** The very work of a drift query over all rows: one pass of the store, then the measure of each feature. */
async function psiOfAll(
  store: Store,
  columns: Record<string, ColumnProfile>,
): Promise<Record<string, number>> {
  const selection = { model: benchSchema.model, from: BENCH_START, to: Infinity, filters: [] };
  const [group] = await store.countBins({ selection, groupBy: [], bucketMs: null, columns });
  const psi = ([name, current]: [string, BinCounts]) => {
    const { value } = computeMeasure('drift.psi', { profile: columns[name]!, current }, { bins: 'baseline' });
    return [name, value!] as const;
  };
  return Object.fromEntries(Object.entries(group!.value).map(psi));
}

async function compareWithEvidently(): Promise<{ value: number; detail: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-psi-'));
  const store = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
  try {
    await fillStore(store);
    const baseline = await writeBaseline(folder);
    const { columns } = await store.importBaseline(benchSchema, 'v1', baseline);
    await psiOfAll(store, columns);
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      await psiOfAll(store, columns);
      seconds.push((performance.now() - started) / 1000);
    }
    const current = await writeParquet(join(folder, 'current.parquet'), currentRows());
    const script = join(BENCH, 'peers/evidently_psi.py');
    const { stdout } = await promisify(execFile)(PYTHON, [script, baseline, current]);
    const peer = JSON.parse(stdout.trim().split('\n').at(-1)!) as PeerAnswer;
    const ours = median(seconds);
    const detail =
      `${ours.toFixed(2)} s from ${ROWS.toLocaleString('en')} raw rows against ${BASELINE_ROWS.toLocaleString('en')}, ` +
      `Evidently 0.7.23 ${peer.seconds.toFixed(1)} s and ${Math.round(peer.peakMb)} MB`;
    return { value: peer.seconds / ours, detail };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const psiBars: Bar[] = [
  {
    name: 'psi-evidently',
    what: 'PSI of 20 features, warm, from raw rows: times faster than the report of Evidently 0.7.23 (compute time)',
    atLeast: 30,
    async missing() {
      const found = spawnSync(PYTHON, ['-c', 'import evidently; assert evidently.__version__ == "0.7.23"']);
      if (found.status === 0) return null;
      return `Evidently 0.7.23 is not installed for ${PYTHON} (test/bench/peers/evidently_psi.py says how; MODELWATCH_BENCH_PYTHON names another Python)`;
    },
    run: compareWithEvidently,
  },
];
