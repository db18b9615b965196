import { burnRate, errorBudgetLeft } from '.';

const PERIOD_HOURS = 30 * 24;
const FEWEST = { minimumBadEvents: 5 };

const events = (bad: number, all: number) => ({ bad, all, badRows: bad, rows: all });

/** A burn that lasts: the same share of bad requests in both windows. */
const burning = (share: number, target: number, requests = 1_000_000) => ({
  long: events(share * requests, requests),
  short: events((share * requests) / 12, requests / 12),
  budget: 1 - target,
  periodHours: PERIOD_HOURS,
});

describe('the tables of the Site Reliability Workbook, chapter 5, worked by hand', () => {
  // Table 5-4: share of a budget of 30 days that is spent, in which window, is which burn rate.
  test.each([
    [0.02, 1, 14.4],
    [0.05, 6, 6],
    [0.1, 72, 1],
  ])('%d of the budget in %d h is a burn rate of %d', (spent, windowHours, rate) => {
    const target = 0.999;
    // Requests come evenly: the budget of the period is (1 − target) of the requests of 720 hours.
    const requests = 100_000 * windowHours;
    const bad = spent * (1 - target) * 100_000 * PERIOD_HOURS;
    const { value } = burnRate(burning(bad / requests, target, requests), FEWEST);
    expect(value).toBeCloseTo(rate, 9);
  });

  // Table 5-2: error rate at 99.9 %, burn rate, and the time until a budget of 30 days is gone.
  test.each([
    [0.001, 1, 720],
    [0.002, 2, 360],
    [0.01, 10, 72],
    [1, 1000, 0.72],
  ])('an error rate of %d burns %d times too fast and leaves %d h', (errorRate, rate, hours) => {
    const result = burnRate(burning(errorRate, 0.999), FEWEST);
    expect(result.value).toBeCloseTo(rate, 9);
    expect(Number(result.details!.budgetGoneInHours)).toBeCloseTo(hours, 6);
  });
});

test('both windows must burn: the lesser of the two counts', () => {
  const over = burnRate({ ...burning(0.02, 0.999), short: events(0, 1000) }, FEWEST);
  expect(over).toMatchObject({ value: 0, details: { long: '20.00', short: '0.000' } });
  const begun = burnRate({ ...burning(0.0005, 0.999), short: events(500, 1000) }, FEWEST);
  expect(begun.value).toBeCloseTo(0.5, 9);
});

test('four bad requests are too few to breach, five are not', () => {
  const of = (bad: number) =>
    burnRate({ ...burning(0, 0.999), long: events(bad, 20), short: events(bad, 20) }, FEWEST);
  expect(of(4)).toMatchObject({ value: expect.closeTo(200, 9), lacksEvents: true });
  expect(of(5).lacksEvents).toBe(false);
});

test('without requests there is no burn rate, and it says in which window', () => {
  const none = burnRate({ ...burning(0, 0.999), long: events(0, 0), short: events(0, 0) }, FEWEST);
  expect(none).toMatchObject({ value: null, reason: 'no requests' });
  const quiet = burnRate({ ...burning(0.1, 0.999), short: events(0, 0) }, FEWEST);
  expect(quiet).toMatchObject({ value: null, reason: 'no requests in the short window' });
});

test('the budget that is left, and how sure that is', () => {
  const left = errorBudgetLeft({ ...burning(0, 0.999), long: events(4, 10_000) });
  expect(left.value).toBeCloseTo(0.6, 12);
  // Wilson of 4 in 10,000: 0.000156 to 0.001028.
  expect(left.interval!.lower).toBeCloseTo(1 - 1.028, 3);
  expect(left.interval!.upper).toBeCloseTo(1 - 0.1556, 3);
  expect(errorBudgetLeft({ ...burning(0.002, 0.999) }).value).toBeCloseTo(-1, 9);
  expect(errorBudgetLeft({ ...burning(0, 0.999), long: events(0, 0) })).toMatchObject({
    value: null,
    reason: 'no requests',
  });
});
