import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kaplanMeier } from '../../collector/src/measures';
import { openDuckDbStore } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER, employmentSpec } from '../support/employment';
import { type LoadedModel, loadModel } from '../support/openTestEngine';
import { Comparisons } from './comparisons';

/*
 * Label lags with those still waited for, on the employment log through the real store and the query engine, against
 * lifelines on the same rows (`scripts/expectLabels.py`); the triangle of arrivals against pandas.
 */

jest.setTimeout(60_000);

interface Curve {
  n: number;
  arrived: number;
  quantiles: Record<string, { value: number | null; lower: number | null; upper: number | null }>;
  shareAt: Record<string, [share: number, lower: number, upper: number]>;
  end: number;
  oldestMissing: number;
}
interface Window extends Curve {
  from: string;
  to: string;
  asOf: string;
  byRegion: Record<string, Curve>;
  triangle: [day: string, age: number, arrived: number, served: number, complete: boolean][];
}
const { windows } = JSON.parse(readFileSync(join(__dirname, 'expected/labels.json'), 'utf8')) as {
  windows: Window[];
};

const comparisons = new Comparisons();
const folder = mkdtempSync(join(tmpdir(), 'modelwatch-labels-'));
let employment: LoadedModel;

beforeAll(async () => {
  const store = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
  employment = await loadModel(store, employmentSpec(), EMPLOYMENT_FOLDER, 'v1');
}, 120_000);

afterAll(async () => {
  await employment.store.close();
  rmSync(folder, { recursive: true });
  process.stdout.write(`\n${comparisons.table('Label arrivals against lifelines and pandas')}\n`);
});

describe.each(
  windows.map((window) => [`${window.from} to ${window.to} as of ${window.asOf}`, window] as const),
)('%s', (where, window) => {
  const { asOf } = window;

  test('lag quantiles, those still waited for included', async () => {
    for (const quantile of Object.keys(window.quantiles)) {
      const query = { measure: 'labels.lagOfAll', shape: 'table', asOf, params: { quantile } } as const;
      const [all] = await employment.ask(query, window);
      const regions = await employment.ask({ ...query, groupBy: ['region'] }, window);
      expect(regions.map((row) => row.region)).toEqual(Object.keys(window.byRegion).sort());
      for (const row of [all!, ...regions]) {
        const region = row.region as string | undefined;
        const curve = region === undefined ? window : window.byRegion[region]!;
        const { value, lower, upper } = curve.quantiles[quantile]!;
        const at = `${quantile} ${region ?? 'all'} ${where}`;
        expect(row.n).toBe(curve.n);
        if (value === null)
          expect(row).toMatchObject({ value: null, reason: expect.stringContaining('not reached') });
        else comparisons.compare('labels.lagOfAll', row.value, value, at);
        if (value === null || lower === null || upper === null) expect(row.lower).toBeNull();
        else {
          comparisons.compare('labels.lagOfAll (lower)', row.lower, lower, at);
          comparisons.compare('labels.lagOfAll (upper)', row.upper, upper, at);
        }
      }
    }
  });

  test('the curve itself with its interval, and where it ends', async () => {
    const [lags] = await employment.store.countLags({
      selection: {
        model: 'employment',
        from: Date.parse(window.from),
        to: Date.parse(window.to),
        filters: [],
      },
      groupBy: [],
      bucketMs: null,
      asOf: Date.parse(asOf),
      waitedUntil: Date.parse(asOf),
    });
    const curve = kaplanMeier(lags!.value);
    comparisons.compare('arrivals at the end', curve.share.at(-1), window.end, where);
    for (const [age, [share, lower, upper]] of Object.entries(window.shareAt)) {
      const place = curve.seconds.findLastIndex((seconds) => seconds <= Number(age));
      if (place === -1) {
        expect(share).toBe(0);
        continue;
      }
      comparisons.compare('arrivals by age', curve.share[place], share, `${age} ${where}`);
      comparisons.compare('arrivals by age (lower)', curve.lower[place], lower, `${age} ${where}`);
      comparisons.compare('arrivals by age (upper)', curve.upper[place], upper, `${age} ${where}`);
    }
  });

  test('the oldest missing label', async () => {
    const rows = await employment.ask(
      { measure: 'labels.oldestMissing', shape: 'table', asOf, groupBy: ['region'] },
      window,
    );
    for (const row of rows) {
      const { oldestMissing } = window.byRegion[String(row.region)]!;
      comparisons.compare('labels.oldestMissing', row.value, oldestMissing, `${String(row.region)} ${where}`);
    }
  });

  test('the triangle of arrivals', async () => {
    const rows = await employment.ask({ measure: 'labels.triangle', shape: 'table', asOf }, window);
    const byCell = new Map(rows.map((row) => [`${Number(row.day)} ${Number(row.ageDays)}`, row]));
    for (const [day, age, arrived, served, complete] of window.triangle) {
      const row = byCell.get(`${Date.parse(day)} ${age}`)!;
      const at = `${day} ${age} ${where}`;
      comparisons.compare('labels.triangle', row.arrived, arrived, at);
      comparisons.compare('labels.triangle (coverage)', row.coverage, arrived / served, at);
      expect(row).toMatchObject({ served, complete });
    }
    expect(rows.every(({ ageDays }) => Number(ageDays) <= 30)).toBe(true);
  });
});

test('maturity expects what the curve of earlier predictions levels off at, and says where it is from', async () => {
  const range = { from: '2026-10-19T00:00:00Z', to: '2026-10-20T00:00:00Z' };
  const query = { measure: 'labels.maturity', shape: 'table', asOf: '2026-10-21T00:00:00Z' } as const;
  const [row] = await employment.ask(query, range);
  expect(row).toMatchObject({ expectedFrom: 'earlier predictions' });
  const [whole] = windows;
  // The curve of the days before ends near that of the whole log.
  expect(Number(row!.expectedShare)).toBeCloseTo(whole!.end, 1);
  expect(row!.value).toBeCloseTo(Number(row!.coverage) / Number(row!.expectedShare), 3);
  const [declared] = await employment.ask({ ...query, params: { expectedShare: 0.9 } }, range);
  expect(declared!.value).toBeCloseTo(Number(row!.coverage) / 0.9, 12);
  expect(declared).toMatchObject({ expectedFrom: 'declared' });
});

test('a young window without days before it has no maturity, rather than 1', async () => {
  const range = { from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z' };
  const query = { measure: 'labels.maturity', shape: 'table', asOf: '2026-10-02T00:00:00Z' } as const;
  const [row] = await employment.ask(query, range);
  expect(row).toMatchObject({
    value: null,
    verdict: 'insufficient',
    reason: expect.stringContaining('still arriving'),
  });
});
