import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelSpec, PredictionEvent } from '../../collector/src/contract';
import { openDuckDbStore } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER, employmentSpec } from '../support/employment';
import { readNdjson } from '../support/ndjson';
import { type LoadedModel, loadModel } from '../support/openTestEngine';
import { Comparisons } from './comparisons';

/*
 * Burn rates and error budgets on the employment log, whose servers failed for hours on one day, through the real store
 * and the query engine, against counts of the very lines of the file.
 */

jest.setTimeout(60_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const comparisons = new Comparisons();
const folder = mkdtempSync(join(tmpdir(), 'modelwatch-objectives-'));
const events = readNdjson<PredictionEvent>(`${EMPLOYMENT_FOLDER}/predictions.ndjson.gz`).map((event) => ({
  ts: Date.parse(event.ts),
  status: event.status ?? 200,
  latencyMs: event.latencyMs,
}));
let employment: LoadedModel;

beforeAll(async () => {
  const store = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
  const objectives: ModelSpec['objectives'] = [
    { measure: 'serving.availability', target: 0.995, window: '24h' },
    { measure: 'serving.latency', target: 60, window: '24h', params: { quantile: 0.95 } },
  ];
  employment = await loadModel(store, { ...employmentSpec(), objectives }, EMPLOYMENT_FOLDER, 'v1');
}, 120_000);

afterAll(async () => {
  await employment.store.close();
  rmSync(folder, { recursive: true });
  process.stdout.write(`\n${comparisons.table('Objectives against the lines of the log')}\n`);
});

type Line = (typeof events)[number];
interface Indicator {
  counts: (line: Line) => boolean;
  isBad: (line: Line) => boolean;
  budget: number;
}
const availability: Indicator = { counts: () => true, isBad: ({ status }) => status >= 500, budget: 0.005 };
const errors: Indicator = { counts: () => true, isBad: ({ status }) => status >= 400, budget: 0.01 };
const latency: Indicator = {
  counts: ({ status, latencyMs }) => status < 400 && latencyMs !== undefined,
  isBad: ({ latencyMs }) => latencyMs! > 60,
  budget: 0.05,
};

/** Bad share over the budget, in the time before a moment; null where nothing was asked. */
function burnOf({ counts, isBad, budget }: Indicator, to: number, lengthMs: number): number | null {
  const lines = events.filter((line) => line.ts >= to - lengthMs && line.ts < to && counts(line));
  return lines.length === 0 ? null : lines.filter(isBad).length / lines.length / budget;
}

/** The hour in which most requests failed. */
const worst = (() => {
  const byHour = new Map<number, number>();
  for (const line of events) {
    const hour = Math.floor(line.ts / HOUR) * HOUR;
    if (availability.isBad(line)) byHour.set(hour, (byHour.get(hour) ?? 0) + 1);
  }
  return [...byHour].sort((a, b) => b[1] - a[1])[0]![0] + HOUR;
})();

const CASES = [
  ['availability', availability, {}],
  ['errors', errors, { target: 0.99 }],
  ['latency', latency, {}],
] as const;

test.each(CASES)('burn rate of %s at the end of the worst hour', async (indicator, of, more) => {
  const params = { indicator, longMinutes: 60, shortMinutes: 20, threshold: 1, ...more };
  const range = { from: new Date(worst - MINUTE).toISOString(), to: new Date(worst).toISOString() };
  const [row] = await employment.ask({ measure: 'objectives.burnRate', shape: 'table', params }, range);
  const expected = Math.min(burnOf(of, worst, HOUR)!, burnOf(of, worst, 20 * MINUTE)!);
  comparisons.compare('objectives.burnRate', row!.value, expected, indicator);
  expect(row!.verdict).toBe(expected >= 1 ? 'breach' : 'ok');
  if (indicator === 'availability') expect(expected).toBeGreaterThan(5);
});

test.each(CASES)('burn rate of %s at every half hour of two days', async (indicator, of, more) => {
  const from = worst - 24 * HOUR;
  const to = worst + 24 * HOUR;
  const params = { indicator, longMinutes: 60, shortMinutes: 20, ...more };
  const frame = await employment.frame(
    { measure: 'objectives.burnRate', shape: 'series', window: '30m', params },
    { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
  );
  const [times, values] = frame.fields;
  expect(values!.values).toHaveLength(96);
  times!.values.forEach((time, i) => {
    const end = Number(time) + 30 * MINUTE;
    const long = burnOf(of, end, HOUR);
    const short = burnOf(of, end, 20 * MINUTE);
    if (long === null || short === null) expect(values!.values[i]).toBeNull();
    else
      comparisons.compare(
        'objectives.burnRate (series)',
        values!.values[i],
        Math.min(long, short),
        new Date(end).toISOString(),
      );
  });
});

test('error budget left in the week before', async () => {
  const params = { periodHours: 168 };
  const range = { from: new Date(worst - MINUTE).toISOString(), to: new Date(worst).toISOString() };
  const query = { measure: 'objectives.errorBudgetLeft', shape: 'table', params } as const;
  const [row] = await employment.ask(query, range);
  comparisons.compare(
    'objectives.errorBudgetLeft',
    row!.value,
    1 - burnOf(availability, worst, 168 * HOUR)!,
    '',
  );
  expect(row!.lower as number).toBeLessThan(row!.value as number);
});
