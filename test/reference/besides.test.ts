import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CostEvent,
  type FeatureValuesEvent,
  type OutcomeEvent,
  parseTime,
  type StoredRecord,
} from '../../collector/src/contract';
import { openDuckDbStore } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER, employmentSpec } from '../support/employment';
import { readNdjson } from '../support/ndjson';
import { type LoadedModel, loadModel } from '../support/openTestEngine';
import { Comparisons } from './comparisons';

/*
 * What comes beside the predictions of the employment log (offline values, outcomes, costs), through the real store and
 * the query engine: parity and conversion against NumPy on the same rows, costs against sums worked by hand.
 */

jest.setTimeout(60_000);

interface Window {
  from: string;
  to: string;
  n: number;
  serving: { conversionRateByVersion: Record<string, number> };
  parity: Record<string, { compared: number; mismatchRate: number }>;
}
const { windows } = JSON.parse(readFileSync(join(__dirname, 'expected/employment.json'), 'utf8')) as {
  windows: Window[];
};

const comparisons = new Comparisons();
const folder = mkdtempSync(join(tmpdir(), 'modelwatch-besides-'));
let employment: LoadedModel;

beforeAll(async () => {
  const store = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
  const spec = {
    ...employmentSpec(),
    outcomes: [{ name: 'conversion', window: '24h' }],
    costs: { monthlyBudget: 120, retrainingDays: 7 },
  };
  employment = await loadModel(store, spec, EMPLOYMENT_FOLDER, 'v1');
  await store.apply(readRecords(), 'beside');
}, 120_000);

afterAll(async () => {
  await employment.store.close();
  rmSync(folder, { recursive: true });
  process.stdout.write(`\n${comparisons.table('Parity, outcomes and costs of the employment log')}\n`);
});

function readRecords(): StoredRecord[] {
  const file = (name: string) => join(EMPLOYMENT_FOLDER, name);
  const outcomes = readNdjson<OutcomeEvent>(file('outcomes.ndjson.gz')).map((event): StoredRecord => ({
    ...event,
    kind: 'outcome',
    ts: parseTime(event.ts),
    receivedAt: 0,
  }));
  const values = readNdjson<FeatureValuesEvent>(file('features.ndjson.gz')).map((event): StoredRecord => ({
    ...event,
    kind: 'featureValues',
    eventTime: parseTime(event.eventTime),
    predictionId: event.predictionId ?? null,
    values: event.values as Record<string, string | number | boolean | null>,
    receivedAt: 0,
  }));
  const costs = readFileSync(file('costs.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): StoredRecord => {
      const event = JSON.parse(line) as CostEvent;
      const { infrastructure = 0, storage = 0, retraining = 0, model, currency } = event;
      const ts = parseTime(event.ts);
      return {
        kind: 'cost',
        ts,
        model,
        version: null,
        infrastructure,
        storage,
        retraining,
        currency,
        receivedAt: 0,
      };
    });
  return [...outcomes, ...values, ...costs];
}

describe.each(windows.map((window) => [`${window.from} to ${window.to}`, window] as const))(
  '%s',
  (where, window) => {
    test('served values beside the offline ones', async () => {
      const rates = await employment.ask({ measure: 'parity.mismatchRate', shape: 'table' }, window);
      const shares = await employment.ask({ measure: 'parity.comparedShare', shape: 'table' }, window);
      expect(rates.map(({ feature }) => feature)).toEqual(Object.keys(window.parity));
      rates.forEach((row, index) => {
        const { compared, mismatchRate } = window.parity[String(row.feature)]!;
        const at = `${String(row.feature)} ${where}`;
        expect(row.n).toBe(compared);
        comparisons.compare('parity.mismatchRate', row.value, mismatchRate, at);
        comparisons.compare('parity.comparedShare', shares[index]!.value, compared / window.n, at);
      });
    });

    test('conversion by version', async () => {
      const rows = await employment.ask(
        { measure: 'outcomes.rate', shape: 'table', groupBy: ['version'] },
        window,
      );
      const expected = window.serving.conversionRateByVersion;
      expect(rows.map(({ version }) => version)).toEqual(Object.keys(expected));
      for (const { version, value } of rows) {
        comparisons.compare(
          'outcomes.rate',
          value,
          expected[String(version)]!,
          `${String(version)} ${where}`,
        );
      }
    });
  },
);

test('the uplift of the canary is the difference of the rates of the two deployments over the same time', async () => {
  const range = { from: '2026-10-12T13:12:00Z', to: '2026-10-14T05:31:12Z' };
  const rates = await employment.ask(
    { measure: 'outcomes.rate', shape: 'table', groupBy: ['deployment'] },
    range,
  );
  const [canary, stable] = ['canary', 'stable'].map((name) => rates.find((row) => row.deployment === name)!);
  const [uplift] = await employment.ask({ measure: 'outcomes.uplift', shape: 'table' }, range);
  comparisons.compare(
    'outcomes.uplift',
    uplift!.value,
    Number(canary!.value) - Number(stable!.value),
    'canary',
  );
  // Newcombe's method 10, from the ends of the two Wilson intervals.
  const away = (one: number, other: number) => Math.hypot(one, other);
  const lower =
    Number(uplift!.value) -
    away(Number(canary!.value) - Number(canary!.lower), Number(stable!.upper) - Number(stable!.value));
  comparisons.compare('outcomes.uplift (lower)', uplift!.lower, lower, 'canary');
});

test('outcomes wait for their attribution window, and a window that is too young is not mature', async () => {
  const range = { from: '2026-10-02T00:00:00Z', to: '2026-10-03T00:00:00Z' };
  const query = { measure: 'outcomes.rate', shape: 'table' } as const;
  const [early] = await employment.ask({ ...query, asOf: '2026-10-03T12:00:00Z' }, range);
  expect(early).toMatchObject({ verdict: 'immature' });
  expect(Number(early!.n)).toBeLessThan(2000);
  const [later] = await employment.ask({ ...query, asOf: '2026-10-04T00:00:00Z' }, range);
  expect(later!.verdict).toBeNull();
  expect(later!.coverage).toBe(1);
});

describe('costs, by hand', () => {
  // Of each day: 2.4 of infrastructure, 0.3 of storage, 1.1 of retraining that is spread over seven days.
  const day = { from: '2026-10-15T00:00:00Z', to: '2026-10-16T00:00:00Z' };

  test('a request bears its own cost and its share of its day', async () => {
    const [requests] = await employment.ask({ measure: 'serving.requests', shape: 'table' }, day);
    const [measured] = await employment.ask({ measure: 'cost.perPrediction', shape: 'table' }, day);
    const [full] = await employment.ask({ measure: 'cost.fullPerPrediction', shape: 'table' }, day);
    const expected = Number(measured!.value) + (2.4 + 0.3 + 1.1) / Number(requests!.value);
    comparisons.compare('cost.fullPerPrediction', full!.value, expected, 'a day');
  });

  test('versions and halves of a day bear what falls on them, and together the whole', async () => {
    const canary = { from: '2026-10-13T00:00:00Z', to: '2026-10-14T00:00:00Z' };
    const query = { measure: 'cost.total', shape: 'table' } as const;
    const [all] = await employment.ask(query, canary);
    const [booked] = await employment.ask({ ...query, params: { retrainingDays: 1 } }, canary);
    comparisons.compare('cost.total', booked!.value, Number(all!.value), 'the same every day');
    const versions = await employment.ask({ ...query, groupBy: ['version'] }, canary);
    expect(versions.map(({ version }) => version)).toEqual(['v1', 'v2']);
    const sum = versions.reduce((total, { value }) => total + Number(value), 0);
    comparisons.compare('cost.total (by version)', sum, Number(all!.value), 'v1 and v2');
    const noon = '2026-10-13T12:00:00Z';
    const halves = await Promise.all([
      employment.ask(query, { from: canary.from, to: noon }),
      employment.ask(query, { from: noon, to: canary.to }),
    ]);
    const together = halves.reduce((total, [row]) => total + Number(row!.value), 0);
    comparisons.compare('cost.total (by half)', together, Number(all!.value), 'halves');
  });

  test('the budget of October: spent by the 16th, and on its way to the 31st', async () => {
    const month = { from: '2026-10-01T00:00:00Z', to: day.to };
    // 15 days of 2.7; retraining of day d is 1.1 · min(d, 7) / 7, which is 4 days' worth in the first week.
    const booked = 15 * 2.7 + (1.1 * (1 + 2 + 3 + 4 + 5 + 6 + 7)) / 7 + 8 * 1.1;
    const serving = await employment.store.countServing({
      selection: { model: 'employment', from: Date.parse(month.from), to: Date.parse(month.to), filters: [] },
      groupBy: [],
      bucketMs: null,
      quantiles: [],
    });
    const measured = serving[0]!.value.cost;
    const [spent] = await employment.ask({ measure: 'cost.budgetSpent', shape: 'table' }, day);
    comparisons.compare('cost.budgetSpent', spent!.value, (booked + measured) / 120, 'October');
    expect(spent).toMatchObject({ verdict: 'ok', budget: '120' });

    const week = await employment.store.countServing({
      selection: {
        model: 'employment',
        from: Date.parse('2026-10-09T00:00:00Z'),
        to: Date.parse(month.to),
        filters: [],
      },
      groupBy: [],
      bucketMs: null,
      quantiles: [],
    });
    const rate = (7 * 3.8 + week[0]!.value.cost) / 7;
    const [forecast] = await employment.ask({ measure: 'cost.budgetForecast', shape: 'table' }, day);
    comparisons.compare(
      'cost.budgetForecast',
      forecast!.value,
      (booked + measured + 16 * rate) / 120,
      'October',
    );
    const [tight] = await employment.ask(
      { measure: 'cost.budgetForecast', shape: 'table', params: { monthlyBudget: 100 } },
      day,
    );
    expect(tight).toMatchObject({ verdict: 'breach' });
  });

  test('half a day has spent half of what was booked for it', async () => {
    const at = async (to: string): Promise<number> => {
      const query = { measure: 'cost.budgetSpent', shape: 'table', params: { retrainingDays: 1 } } as const;
      const [row] = await employment.ask(query, { from: '2026-10-01T00:00:00Z', to });
      return Number(row!.value) * 120;
    };
    const gone = (await at('2026-10-15T12:00:00Z')) - (await at('2026-10-15T00:00:00Z'));
    expect(gone).toBeCloseTo(3.8 / 2 + 0.005, 2);
  });

  test('a series tells each day what its month had spent by then', async () => {
    const frame = await employment.frame(
      { measure: 'cost.budgetSpent', shape: 'series', window: '1d' },
      { from: '2026-10-14T00:00:00Z', to: '2026-10-16T00:00:00Z' },
    );
    const values = frame.fields.at(-1)!.values as number[];
    const [spent] = await employment.ask({ measure: 'cost.budgetSpent', shape: 'table' }, day);
    comparisons.compare('cost.budgetSpent', values[1], Number(spent!.value), 'series');
    expect(values[1]! - values[0]!).toBeCloseTo(3.8 / 120, 3);
  });
});
