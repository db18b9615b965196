import type { AgeCounts, AttributionCounts, OutcomeCounts, ParityCounts } from '../contract';
import { budgetForecast, budgetSpent, fullCost, fullCostPerPrediction, type Spending } from './cost';
import { attributionDrift, explanationCoverage, meanAttribution } from './explanations';
import { backfillRate, featureAge, outOfOrderRate, staleRate } from './freshness';
import { outcomeMean, outcomeRate, outcomeSum, outcomeUplift } from './outcomes';
import { comparedShare, meanDifference, mismatchRate } from './parity';

/* Measures of what comes beside the predictions, each on a case worked by hand and on nothing. */

describe('freshness', () => {
  const ages: AgeCounts & { ttlSeconds: number | null } = {
    ageQuantiles: [120],
    timed: 8,
    timedRows: 8,
    stale: 2,
    backfilled: 2,
    backfilledRows: 2,
    fromLater: 1,
    served: 20,
    rows: 20,
    ttlSeconds: 300,
  };
  const none = { ...ages, ageQuantiles: [null], timed: 0, timedRows: 0, backfilled: 0, backfilledRows: 0 };

  test('tells ages, and beside them what has none', () => {
    expect(featureAge(ages)).toMatchObject({
      value: 120,
      rows: 8,
      details: { withoutTime: '0.4500', backfilled: '0.1000', fromLater: '0.0500' },
    });
    expect(featureAge(none)).toMatchObject({ value: null, reason: 'no times of this feature' });
  });

  test('takes stale values as a share of those with an age, where somebody said how old they may be', () => {
    expect(staleRate(ages).value).toBe(0.25);
    expect(staleRate({ ...ages, ttlSeconds: null }).reason).toBe('no ttlSeconds for this feature');
    expect(staleRate(none).value).toBeNull();
    expect(backfillRate(ages).value).toBe(0.2);
    expect(backfillRate(none).value).toBeNull();
  });

  test('takes late and disordered predictions as shares of all', () => {
    expect(outOfOrderRate({ late: 1, outOfOrder: 3, served: 12, rows: 12 }).value).toBe(0.25);
    expect(outOfOrderRate({ late: 0, outOfOrder: 0, served: 0, rows: 0 }).reason).toBe('no predictions');
  });
});

describe('parity', () => {
  const counts: ParityCounts = {
    compared: 8,
    comparedRows: 4,
    different: 2,
    numeric: 6,
    absoluteDifference: 3,
    difference: -1.5,
    served: 32,
    rows: 16,
  };
  const none = { ...counts, compared: 0, comparedRows: 0, different: 0, numeric: 0 };

  test('is of the compared predictions, with the evidence of the logged ones', () => {
    expect(mismatchRate(counts)).toMatchObject({ value: 0.25, rows: 4, details: { compared: '0.2500' } });
    expect(comparedShare(counts).value).toBe(0.25);
    expect(meanDifference(counts)).toMatchObject({ value: 0.5, rows: 3, details: { signedMean: '-0.25' } });
  });

  test('has a reason without offline values, and where the sums are beyond numbers', () => {
    expect(mismatchRate(none)).toMatchObject({ value: null, reason: 'no offline values of this feature' });
    expect(meanDifference(none).value).toBeNull();
    expect(meanDifference({ ...counts, absoluteDifference: Infinity }).reason).toContain('too large');
  });
});

describe('outcomes', () => {
  const counts: OutcomeCounts = {
    served: 8,
    servedRows: 8,
    mature: 4,
    matureRows: 4,
    reached: 2,
    sum: 8,
    sumOfSquares: 34,
  };
  const none = { ...counts, mature: 0, matureRows: 0, reached: 0, sum: 0, sumOfSquares: 0 };

  test('are of the predictions whose window has passed, and say what share of all these are', () => {
    expect(outcomeRate(counts)).toMatchObject({ value: 0.5, rows: 4, coverage: 0.5 });
    expect(outcomeSum(counts).value).toBe(8);
    // 0, 0, 3 and 5.
    const { value, interval } = outcomeMean(counts);
    expect(value).toBe(2);
    expect(interval!.upper - value!).toBeCloseTo(1.959963984540054 * Math.sqrt((34 / 4 - 4) / 3), 12);
  });

  test('have a reason while no window has passed, and no interval of one row', () => {
    for (const measure of [outcomeRate, outcomeMean, outcomeSum]) expect(measure(none).value).toBeNull();
    expect(outcomeMean({ ...counts, mature: 1, matureRows: 1 }).interval).toBeUndefined();
    expect(outcomeMean({ ...counts, sum: Infinity }).reason).toContain('too large');
  });

  test("have an uplift with Newcombe's interval: his example (a) of 1998", () => {
    const of = { ...counts, mature: 70, matureRows: 70, served: 70, reached: 56 };
    const against = { ...counts, mature: 80, matureRows: 80, served: 100, reached: 48 };
    const result = outcomeUplift({ of, against });
    expect(result).toMatchObject({ evidenceRows: 70, coverage: 0.8 });
    expect(result.value).toBeCloseTo(0.2, 12);
    expect(result.interval!.lower).toBeCloseTo(0.0524, 4);
    expect(result.interval!.upper).toBeCloseTo(0.3339, 4);
    expect(outcomeUplift({ of, against: none })).toMatchObject({ value: null, evidenceRows: 0 });
    const anytime = outcomeUplift({ of, against }, { interval: 'anytime' });
    expect(anytime.value).toBe(result.value);
    expect(anytime.interval!.lower).toBeLessThan(result.interval!.lower);
    expect(anytime.interval!.upper).toBeGreaterThan(result.interval!.upper);
  });
});

describe('costs', () => {
  const spending: Spending = {
    requests: 1000,
    rows: 1000,
    measured: 0.002,
    costed: 500,
    infrastructure: 1.2,
    storage: 0.3,
    retraining: 0.5,
    foreign: [],
  };

  test('are those of the request and its share of its day', () => {
    expect(fullCostPerPrediction(spending).value).toBeCloseTo(0.000004 + 0.002, 15);
    expect(fullCostPerPrediction(spending).details).toMatchObject({
      measured: '0.000004',
      storage: '0.0003',
    });
    expect(fullCost(spending).value).toBeCloseTo(2.004, 12);
  });

  test('are not defined without requests, without any cost, or in other currencies', () => {
    const free = { ...spending, costed: 0, measured: 0, infrastructure: 0, storage: 0, retraining: 0 };
    expect(fullCost({ ...spending, requests: 0 }).reason).toBe('no requests');
    expect(fullCost(free).reason).toContain('no costs');
    expect(fullCost({ ...spending, foreign: ['EUR', 'CHF'] }).reason).toContain('CHF, EUR');
  });

  test('of a month are held against its budget, and go on at the rate of the last days', () => {
    const day = (spent: number) => ({ spent, passed: 1 });
    const days = [...Array<number>(8).fill(4), 6, 6].map(day);
    const month = { budget: 150, days, daysInMonth: 30, rows: 1, foreign: [] };
    expect(budgetSpent(month).value).toBeCloseTo(44 / 150, 12);
    expect(budgetForecast(month, { rateDays: 2 }).value).toBeCloseTo((44 + 20 * 6) / 150, 12);
    // Half a day at 3 is a whole one at 6.
    const half = { ...month, days: [...days.slice(0, 9), { spent: 3, passed: 0.5 }] };
    expect(budgetForecast(half, { rateDays: 1 }).value).toBeCloseTo((41 + 20.5 * 6) / 150, 12);
    expect(budgetSpent({ ...month, budget: null }).reason).toBe('no monthly budget');
    expect(budgetSpent({ ...month, days: [] }).value).toBeNull();
    expect(budgetSpent({ ...month, rows: 0, days: [day(0)] }).reason).toContain('no costs in the month');
  });
});

describe('explanations', () => {
  const counts = (absolute: Record<string, number>, attributed = 4): AttributionCounts => ({
    served: 8,
    rows: 8,
    attributed,
    attributedRows: attributed,
    absolute,
    squared: Object.fromEntries(
      Object.entries(absolute).map(([name, sum]) => [name, (sum * sum) / attributed]),
    ),
  });
  const current = counts({ age: 12, income: 4 });

  test('tell how many predictions have attributions, and how large those of a feature are', () => {
    expect(explanationCoverage({ current, earlier: null }).value).toBe(0.5);
    const result = meanAttribution({ current, earlier: null, feature: 'age' });
    expect(result).toMatchObject({ value: 3, interval: { lower: 3, upper: 3 } });
    expect(meanAttribution({ current: counts({}, 0), earlier: null, feature: 'age' }).value).toBeNull();
  });

  test('drift by the total variation of the shares, whatever the scale: worked by hand', () => {
    // 3/4 and 1/4, before 1/2 and 1/2.
    const earlier = counts({ age: 200, income: 200 }, 2);
    expect(attributionDrift({ current, earlier })).toMatchObject({
      value: 0.25,
      evidenceRows: 2,
      details: { most: 'age', shareChange: '0.2500' },
    });
    expect(attributionDrift({ current, earlier: counts({ other: 1 }) }).value).toBe(1);
    expect(attributionDrift({ current, earlier: counts({ age: 3, income: 1 }) }).value).toBe(0);
  });

  test('do not drift from nothing, or to it', () => {
    expect(attributionDrift({ current, earlier: null }).reason).toContain('days before');
    expect(attributionDrift({ current: counts({ age: 0 }), earlier: current }).value).toBeNull();
    expect(attributionDrift({ current: counts({ age: Infinity }), earlier: current }).value).toBeNull();
  });
});
