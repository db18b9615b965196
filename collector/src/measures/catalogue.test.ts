import { CATALOGUE, type ServingCounts } from '../contract';
import { computeMeasure } from './catalogue';
import { labelCoverage, labelLag } from './labels';
import { missingRate, outOfRangeRate, unseenRate } from './quality';

const serving: ServingCounts = {
  requests: 1000,
  clientErrors: 5,
  serverErrors: 20,
  degraded: 3,
  coldStarts: 4,
  cacheHits: 250,
  cost: 2.5,
  costed: 500,
  latencyQuantiles: [42],
  latencyRows: 990,
  rows: 100,
};
const NO_SERVING: ServingCounts = {
  ...serving,
  requests: 0,
  clientErrors: 0,
  serverErrors: 0,
  cost: 0,
  costed: 0,
  latencyQuantiles: [null],
  rows: 0,
};

test.each([
  ['serving.requests', 1000, 0],
  ['serving.latency', 42, null],
  ['serving.availability', 0.98, null],
  ['serving.clientErrorRate', 0.005, null],
  ['serving.serverErrorRate', 0.02, null],
  ['serving.degradedRate', 0.003, null],
  ['serving.coldStartRate', 0.004, null],
  ['serving.cacheHitRate', 0.25, null],
  ['cost.perPrediction', 0.005, null],
] as const)('%s is %d, and %s where there are no requests', (id, value, none) => {
  expect(computeMeasure(id, serving, {}).value).toBeCloseTo(value, 12);
  const empty = computeMeasure(id, NO_SERVING, {});
  expect(empty.value).toBe(none);
  if (none === null) expect(empty.reason).toEqual(expect.any(String));
});

test('a rate of sampled requests has the interval of the rows that were logged', () => {
  const sampled = computeMeasure('serving.serverErrorRate', serving, {}).interval!;
  const all = computeMeasure('serving.serverErrorRate', { ...serving, rows: 1000 }, {}).interval!;
  expect(sampled.upper - sampled.lower).toBeGreaterThan(2.5 * (all.upper - all.lower));
});

test('a rate that may be looked at at any moment has a wider interval, of logged requests too', () => {
  const fixed = computeMeasure('serving.serverErrorRate', serving, { interval: 'fixed' }).interval!;
  const anytime = computeMeasure('serving.serverErrorRate', serving, { interval: 'anytime' }).interval!;
  expect(anytime.lower).toBeLessThan(fixed.lower);
  expect(anytime.upper).toBeGreaterThan(fixed.upper);
  const all = computeMeasure('serving.serverErrorRate', { ...serving, rows: 1000 }, { interval: 'anytime' });
  expect(all.interval!.upper).toBeLessThan(anytime.upper);
});

test('label lag and coverage are of answered predictions, and say when nothing arrived', () => {
  const arrivals = { served: 200, arrived: 50, rows: 200, arrivedRows: 50, lagQuantiles: [3600] };
  expect(labelLag(arrivals)).toMatchObject({ value: 3600, rows: 50, coverage: 0.25 });
  expect(labelCoverage(arrivals).value).toBe(0.25);
  const none = { served: 0, arrived: 0, rows: 0, arrivedRows: 0, lagQuantiles: [null] };
  expect(labelLag(none)).toMatchObject({ value: null, reason: 'no label has arrived' });
  expect(labelCoverage(none)).toMatchObject({ value: null, reason: 'no answered predictions' });
});

test('rates of values are of all rows, or of the present ones, and defined when everything is missing', () => {
  const profile = { type: 'category' as const, levels: ['x'], counts: [10], missing: 0, n: 10 };
  const counts = { type: 'category' as const, counts: [6], belowRange: 1, aboveRange: 1, rows: 20 };
  const current = { ...counts, unseen: 2, missing: 10, invalid: 2 };
  expect(missingRate({ profile, current }).value).toBe(0.5);
  expect(unseenRate({ profile, current }).value).toBe(0.25);
  expect(outOfRangeRate({ profile, current }).value).toBe(0.25);
  const gone = { ...counts, counts: [0], unseen: 0, missing: 20, invalid: 0 };
  expect(missingRate({ profile, current: gone }).value).toBe(1);
  expect(unseenRate({ profile, current: gone })).toMatchObject({
    value: null,
    reason: 'every value is missing or invalid',
  });
});

test('ids are unique, name their family, and only thresholds within the bounds are defaults', () => {
  expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
  for (const { id, family, threshold, min = -Infinity, max = Infinity } of CATALOGUE) {
    expect(id.startsWith(`${family}.`)).toBe(true);
    if (threshold !== null) expect(threshold >= min && threshold <= max).toBe(true);
  }
});
