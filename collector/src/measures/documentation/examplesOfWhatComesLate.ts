import type { AttributionCounts, OutcomeCounts } from '../../contract';
import type { MeasureInputs } from '../measure';
import type { Examples } from './example';

const HOUR = 3600;
const DAY_MS = 86_400_000;

const LAGS: MeasureInputs['lags']['current'] = {
  seconds: Float64Array.of(HOUR, 2 * HOUR, 4 * HOUR, 24 * HOUR),
  arrived: Float64Array.of(40, 30, 10, 0),
  waiting: Float64Array.of(0, 0, 10, 10),
  rows: 100,
  arrivedRows: 80,
  served: 100,
};

const OUTCOMES: OutcomeCounts = {
  served: 1100,
  servedRows: 1100,
  mature: 1000,
  matureRows: 1000,
  reached: 120,
  sum: 3000,
  sumOfSquares: 90_000,
};

const attributions = (age: number, school: number): AttributionCounts => ({
  served: 120,
  rows: 120,
  attributed: 100,
  attributedRows: 100,
  absolute: { age, school },
  squared: { age: (age * age) / 80, school: (school * school) / 80 },
});

type Kinds =
  | 'lags'
  | 'triangle'
  | 'ages'
  | 'punctuality'
  | 'parity'
  | 'outcomes'
  | 'outcomePair'
  | 'spending'
  | 'budgetSpending'
  | 'attributions';

/** Of what comes after the predictions, or beside them. */
export const EXAMPLES_OF_WHAT_COMES_LATE: Examples<Kinds> = {
  lags: {
    words:
      '100 answered predictions: 40 labels took one hour, 30 two and 10 four; 10 predictions have waited for four ' +
      'hours and 10 for a day',
    input: () => ({ current: LAGS, earlier: LAGS, expectedShare: 0.9 }),
  },
  triangle: {
    words:
      'a day of 100 predictions, of whose labels 60 came on the first and 30 on the second day; seen three days later',
    input: () => ({
      days: [{ day: 0, served: 100, rows: 100, arrivedByAge: [60, 30] }],
      asOf: 3 * DAY_MS,
    }),
  },
  ages: {
    words:
      '100 served values of a feature with a TTL of an hour: 80 with an age, 600 s at the quantile, 8 of them stale; 10 ' +
      'backfilled',
    input: () => ({
      ageQuantiles: [600],
      timed: 80,
      timedRows: 80,
      stale: 8,
      backfilled: 10,
      backfilledRows: 10,
      fromLater: 0,
      served: 100,
      rows: 100,
      ttlSeconds: HOUR,
    }),
  },
  punctuality: {
    words: '1,000 predictions, of which 12 were received late and 5 after a later one',
    input: () => ({ late: 12, outOfOrder: 5, served: 1000, rows: 1000 }),
  },
  parity: {
    words: '1,000 predictions, 100 with an offline value, 4 of those different, by 2 together',
    input: () => ({
      compared: 100,
      comparedRows: 100,
      different: 4,
      numeric: 100,
      absoluteDifference: 2,
      difference: 1,
      served: 1000,
      rows: 1000,
    }),
  },
  outcomes: {
    words:
      '1,000 predictions whose attribution window has passed, 120 of them with an outcome, 3,000 together',
    input: () => OUTCOMES,
  },
  outcomePair: {
    words: 'of 1,000 predictions of the canary 120 with an outcome, of 1,000 of the stable one 100',
    input: () => ({ of: OUTCOMES, against: { ...OUTCOMES, reached: 100, sum: 2500 } }),
  },
  spending: {
    words:
      '1,000 requests that cost 2 by themselves, and 5 of infrastructure, 1 of storage and 2 of retraining',
    input: () => ({
      requests: 1000,
      rows: 1000,
      measured: 2,
      costed: 1000,
      infrastructure: 5,
      storage: 1,
      retraining: 2,
      foreign: [],
    }),
  },
  budgetSpending: {
    words: 'a budget of 300 for a month of 30 days, of which three whole days cost 9, 11 and 10',
    input: () => ({
      budget: 300,
      days: [9, 11, 10].map((spent) => ({ spent, passed: 1 })),
      daysInMonth: 30,
      rows: 3000,
      foreign: [],
    }),
  },
  attributions: {
    words:
      'of 120 predictions 100 with attributions, whose sizes add up to 60 for age and 40 for school, and to 50 each before',
    input: ({ perFeature }) => ({
      current: attributions(60, 40),
      earlier: attributions(50, 50),
      ...(perFeature && { feature: 'age' }),
    }),
  },
};
