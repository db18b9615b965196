import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseTime } from '../../contract';
import type { Store } from '../store';
import type { BaselineImport, Selection } from '../requests';
import {
  employmentFile,
  employmentSchema,
  readEmploymentLabels,
  readEmploymentPredictions,
} from '../testing/employment';
import { openDuckDbStore } from './openDuckDbStore';

/* The demo log against reference values computed by pandas, NumPy and scikit-learn (test/reference/expected). */

interface Binned {
  bins: (number | string)[];
  baselineCounts: number[];
  currentCounts: number[];
}
interface Percentiles {
  n: number;
  p50?: number;
  p95?: number;
  p99?: number;
}
interface Window {
  from: string;
  to: string;
  n: number;
  binned: Record<string, Binned>;
  drift: Record<string, { jensenshannon: number }>;
  scoreDrift: { binned: Binned; jensenshannon: number };
  quality: Record<string, { missing: number; outOfBaselineRangeRate?: number; unseenRate?: number }>;
  performance: {
    final: { n: number; confusion: number[][] };
    asOf: { n: number; confusion?: number[][] };
    byRegion: Record<string, { n: number; confusion?: number[][] }>;
  };
  labels: {
    coverageFinal: number;
    coverageAsOf: number;
    lagSeconds: Percentiles;
    lagByRegion: Record<string, Percentiles>;
  };
  serving: {
    requests: number;
    latencyMs: Percentiles;
    clientErrorRate: number;
    serverErrorRate: number;
    coldStartRate: number;
    cacheHitRate: number;
    costPerPrediction: number;
  };
}

const expected = JSON.parse(
  readFileSync(join(__dirname, '../../../../test/reference/expected/employment.json'), 'utf8'),
) as { windows: Window[] };

const QUANTILES = [0.5, 0.95, 0.99];
let folder: string;
let store: Store;
let baseline: BaselineImport;

const selectionOf = (window: Window): Selection => ({
  model: 'employment',
  from: parseTime(window.from),
  to: parseTime(window.to),
  filters: [],
});

/** Within 1e-9 of the reference, relative, or absolute below it. */
function expectClose(actual: number | null | undefined, wanted: number): void {
  expect(Math.abs((actual ?? NaN) - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
}

/** As SciPy has it: the root of the divergence, natural logarithm. */
function jensenShannon(baseline: readonly number[], current: readonly number[]): number {
  const shares = (counts: readonly number[]): number[] => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => count / total);
  };
  const p = shares(baseline);
  const q = shares(current);
  const terms = p.map((share, bin) => {
    const middle = (share + q[bin]!) / 2;
    const term = (value: number): number => (value > 0 ? value * Math.log(value / middle) : 0);
    return term(share) + term(q[bin]!);
  });
  return Math.sqrt(
    Math.max(
      0,
      terms.reduce((sum, term) => sum + term, 0),
    ) / 2,
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  store = await openDuckDbStore({ file: join(folder, 'store.duckdb'), threads: 2 });
  await store.ensureSchema(employmentSchema);
  await store.apply([...readEmploymentPredictions(), ...readEmploymentLabels()], 'end');
  baseline = await store.importBaseline(employmentSchema, 'v1', employmentFile('baseline.parquet'));
}, 60_000);

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

test('the baseline has the edges, levels and counts of the reference', () => {
  expect(baseline.rows).toBe(20_000);
  expect(baseline.hasLabels).toBe(true);
  const { binned, scoreDrift } = expected.windows[0]!;
  for (const [name, { bins, baselineCounts }] of Object.entries({ ...binned, '@score': scoreDrift.binned })) {
    const profile = baseline.columns[name]!;
    expect(profile.type === 'number' ? profile.edges : profile.levels).toEqual(bins);
    expect([...profile.counts, ...(profile.type === 'number' ? [] : [0]), profile.missing]).toEqual(
      baselineCounts,
    );
  }
});

describe.each(expected.windows.map((window) => [window.from, window] as const))(
  'the window from %s',
  (_, window) => {
    test('counts of every feature and the score by the bins of the baseline', async () => {
      const selection = selectionOf(window);
      const [group] = await store.countBins({
        selection,
        groupBy: [],
        bucketMs: null,
        columns: baseline.columns,
      });
      for (const [name, { currentCounts }] of Object.entries({
        ...window.binned,
        '@score': window.scoreDrift.binned,
      })) {
        const { type, counts, unseen, missing } = group!.value[name]!;
        expect([name, ...counts, ...(type === 'number' ? [] : [unseen]), missing]).toEqual([
          name,
          ...currentCounts,
        ]);
      }
      for (const [name, quality] of Object.entries(window.quality)) {
        const { rows, missing, belowRange, aboveRange, unseen } = group!.value[name]!;
        expect(rows).toBe(window.n);
        expect(missing).toBe(quality.missing);
        const present = rows - missing;
        if (quality.outOfBaselineRangeRate !== undefined) {
          expectClose((belowRange + aboveRange) / present, quality.outOfBaselineRangeRate);
        }
        if (quality.unseenRate !== undefined) expectClose(unseen / present, quality.unseenRate);
      }
    });

    test('the joined bins give the distance that Evidently gives', async () => {
      const selection = selectionOf(window);
      for (const [column, { jensenshannon }] of Object.entries({
        ...window.drift,
        '@score': window.scoreDrift,
      })) {
        const [group] = await store.countJoinedBins({
          selection,
          groupBy: [],
          column,
          baselineVersion: 'v1',
        });
        expectClose(jensenShannon(group!.value.baseline, group!.value.current), jensenshannon);
      }
    });

    test('confusion, final, as of the end of the window and by region', async () => {
      const request = { selection: selectionOf(window), bucketMs: null, classes: ['0', '1'] };
      const [final] = await store.countConfusion({ ...request, groupBy: [], asOf: Infinity });
      expect(final!.value.counts).toEqual(window.performance.final.confusion);
      expect(final!.value.rows).toBe(window.performance.final.n);
      expectClose(final!.value.rows / final!.value.servedRows, window.labels.coverageFinal);
      const [asOf] = await store.countConfusion({ ...request, groupBy: [], asOf: request.selection.to });
      expect(asOf!.value.rows).toBe(window.performance.asOf.n);
      if (window.performance.asOf.confusion)
        expect(asOf!.value.counts).toEqual(window.performance.asOf.confusion);
      const byRegion = await store.countConfusion({ ...request, groupBy: ['region'], asOf: Infinity });
      for (const { labels, value } of byRegion) {
        const wanted = window.performance.byRegion[labels.region!];
        expect(value.rows).toBe(wanted?.n ?? 0);
        if (wanted?.confusion) expect(value.counts).toEqual(wanted.confusion);
      }
    });

    test('label arrival and latency percentiles', async () => {
      const request = { selection: selectionOf(window), bucketMs: null, quantiles: QUANTILES };
      const [arrivals] = await store.countArrivals({ ...request, groupBy: [], asOf: Infinity });
      const { p50, p95, p99 } = window.labels.lagSeconds;
      [p50, p95, p99].forEach((wanted, index) => expectClose(arrivals!.value.lagQuantiles[index], wanted!));
      const [asOf] = await store.countArrivals({ ...request, groupBy: [], asOf: request.selection.to });
      expectClose(asOf!.value.arrived / asOf!.value.served, window.labels.coverageAsOf);
      for (const { labels, value } of await store.countArrivals({
        ...request,
        groupBy: ['region'],
        asOf: Infinity,
      })) {
        expectClose(value.lagQuantiles[0], window.labels.lagByRegion[labels.region!]!.p50!);
      }
      const [serving] = await store.countServing({ ...request, groupBy: [] });
      const { latencyMs, ...rates } = window.serving;
      const counts = serving!.value;
      expect(counts.requests).toBe(rates.requests);
      [latencyMs.p50, latencyMs.p95, latencyMs.p99].forEach((wanted, index) =>
        expectClose(counts.latencyQuantiles[index], wanted!),
      );
      expectClose(counts.clientErrors / counts.requests, rates.clientErrorRate);
      expectClose(counts.serverErrors / counts.requests, rates.serverErrorRate);
      expectClose(counts.coldStarts / counts.requests, rates.coldStartRate);
      expectClose(counts.cacheHits / counts.requests, rates.cacheHitRate);
      expectClose(counts.cost / counts.costed, rates.costPerPrediction);
    });
  },
);
