import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bar } from '../bar';
import { benchFeatures, randomFrom } from '../generate';
import { writeParquet } from '../store/parquet';
import { type Figures, measureAggregates, rateOfApply } from './measure';

const MILLION = 1_000_000;
const PEER_ROWS = 100_000;
const BENCH = process.env.MODELWATCH_BENCH_FOLDER ?? join(__dirname, '..');
const PYTHON = process.env.MODELWATCH_BENCH_WHYLOGS_PYTHON ?? 'python3';

const figures = new Map<number, Promise<Figures>>();
/** Several bars of one measurement; whoever asks first runs it. */
function measureOnce(rows: number): Promise<Figures> {
  const found = figures.get(rows) ?? measureAggregates(rows);
  figures.set(rows, found);
  return found;
}

/** Rows a second that whylogs profiles, of the same kind. */
async function rateOfWhylogs(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-whylogs-'));
  try {
    const random = randomFrom(11);
    const rows = Array.from({ length: PEER_ROWS }, () => benchFeatures(random));
    const file = await writeParquet(join(folder, 'current.parquet'), rows);
    const script = join(BENCH, 'peers/whylogs_profile.py');
    const { stdout } = await promisify(execFile)(PYTHON, [script, file]);
    const answer = JSON.parse(stdout.trim().split('\n').at(-1)!) as { seconds: number; rows: number };
    return answer.rows / answer.seconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const megabytes = (bytes: number): string => `${whole(bytes / 1e6)} MB`;

export const aggregateBars: Bar[] = [
  {
    name: 'aggregates-build',
    what: 'every aggregate of 1,000,000 predictions of 20 features by 5 segments in 720 hours and 30 days: times the rows a second of whylogs 1.6.4, which profiles the features alone, without segments or time',
    atLeast: 10,
    async missing() {
      const found = spawnSync(PYTHON, ['-c', 'import whylogs; assert whylogs.__version__ == "1.6.4"']);
      if (found.status === 0) return null;
      return `whylogs 1.6.4 is not installed for ${PYTHON} (test/bench/peers/whylogs_profile.py says how; MODELWATCH_BENCH_WHYLOGS_PYTHON names another Python)`;
    },
    async run() {
      const { buildSeconds, rows } = await measureOnce(MILLION);
      const ours = rows / buildSeconds;
      const theirs = await rateOfWhylogs();
      return { value: ours / theirs, detail: `${whole(ours)} rows/s, whylogs ${whole(theirs)}` };
    },
  },
  {
    name: 'aggregates-bins',
    what: 'bins of 20 features over 30 days and 1,000,000 predictions, from aggregates: times faster than from rows',
    atLeast: 30,
    async run() {
      const { binsMs, binsRawMs } = await measureOnce(MILLION);
      return {
        value: binsRawMs / binsMs,
        detail: `${binsMs.toFixed(1)} ms against ${binsRawMs.toFixed(0)} ms`,
      };
    },
  },
  {
    name: 'aggregates-growth',
    what: 'the queries of a dashboard over 30 days: time with 10,000,000 predictions against 1,000,000',
    atMost: 1.3,
    async run() {
      const one = await measureOnce(MILLION);
      const ten = await measureOnce(10 * MILLION);
      const detail =
        `${ten.dashboardMs.toFixed(0)} ms against ${one.dashboardMs.toFixed(0)} ms; bins alone ` +
        `${ten.binsMs.toFixed(1)} against ${one.binsMs.toFixed(1)} ms (from rows ${whole(ten.binsRawMs)} ms)`;
      return { value: ten.dashboardMs / one.dashboardMs, detail };
    },
  },
  {
    name: 'aggregates-size',
    what: 'growth of the file by the aggregates of 10,000,000 predictions, as a share of what it was',
    atMost: 0.1,
    async run() {
      const { aggregateBytes, rawBytes } = await measureOnce(10 * MILLION);
      return {
        value: aggregateBytes / rawBytes,
        detail: `${megabytes(aggregateBytes)} beside ${megabytes(rawBytes)}`,
      };
    },
  },
  {
    name: 'aggregates-ingest',
    what: 'share of the rate of appending that is lost where everything is counted as well',
    atMost: 0.3,
    async run() {
      const without = await rateOfApply(false);
      const counting = await rateOfApply(true);
      return {
        value: 1 - counting / without,
        detail: `${whole(counting)} rows/s with all of it counted, ${whole(without)} without`,
      };
    },
  },
];
