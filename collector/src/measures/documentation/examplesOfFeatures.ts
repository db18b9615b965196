import type { BinCounts, CategoryProfile, NumericProfile } from '../../contract';
import { DriftDetector, streamsOf } from '../evidence';
import type { Examples } from './example';

const AGES: NumericProfile = {
  type: 'number',
  edges: [30, 60],
  counts: [300, 400, 300],
  missing: 0,
  n: 1000,
  min: 18,
  max: 90,
  mean: 45,
  std: 18,
  distinct: 73,
};

const AGES_NOW: BinCounts = {
  type: 'number',
  counts: [200, 380, 400],
  unseen: 0,
  missing: 15,
  invalid: 5,
  belowRange: 4,
  aboveRange: 10,
  rows: 1000,
};

const SCHOOLS: CategoryProfile = {
  type: 'category',
  levels: ['a', 'b', 'c'],
  counts: [500, 300, 200],
  missing: 0,
  n: 1000,
};

const SCHOOLS_NOW: BinCounts = {
  type: 'category',
  counts: [400, 300, 250],
  unseen: 30,
  missing: 20,
  invalid: 0,
  belowRange: 0,
  aboveRange: 0,
  rows: 1000,
};

const values = (...pairs: [value: number, weight: number][]) => ({
  values: Float64Array.from(pairs, ([value]) => value),
  weights: Float64Array.from(pairs, ([, weight]) => weight),
  rows: pairs.reduce((rows, [, weight]) => rows + weight, 0),
});

/** Of one feature, now and in the baseline. */
export const EXAMPLES_OF_FEATURES: Examples<'bins' | 'values' | 'evidence'> = {
  bins: {
    words:
      'a number that fell 300, 400 and 300 times into three bins of the baseline (18 to 90), and now 200, 380 and 400 ' +
      'times (4 below and 10 above that range), 15 missing and 5 invalid; for tests of levels a category with levels ' +
      'a, b and c 500, 300 and 200 times, now 400, 300 and 250, 30 unseen and 20 missing',
    input: ({ featureTypes }) =>
      featureTypes && !(featureTypes as readonly string[]).includes('number')
        ? { profile: SCHOOLS, current: SCHOOLS_NOW }
        : { profile: AGES, current: AGES_NOW },
  },
  values: {
    words:
      'the values 1, 2, 3, 4 and 5 of the baseline 10, 20, 30, 25 and 15 times, and now 10, 15, 25, 30 and 20 times',
    input: () => ({
      baseline: values([1, 10], [2, 20], [3, 30], [4, 25], [5, 15]),
      current: values([1, 10], [2, 15], [3, 25], [4, 30], [5, 20]),
    }),
  },
  evidence: {
    words:
      'a number that fell 300, 400 and 300 times into three bins of the baseline, and in one hour 15, 20 and 10 times, 55 ' +
      'missing, for all predictions and for those of one segment, whose usual is not known yet',
    input: () => {
      const detector = new DriftDetector(streamsOf({ age: AGES }, ['client = web']));
      const counts = Float64Array.of(15, 20, 10, 0, 55, 0);
      const hour = { ...detector.add(0, [counts, counts]), end: Date.UTC(2026, 9, 1, 1) };
      return { hour, rows: 100, weight: 100 };
    },
  },
};
