import type { BinCounts, ColumnProfile } from '../../../contract';
import { computeMeasure } from '../../catalogue';
import { seededRandom } from '../../statistics';
import { alternativesOf } from './alternatives';
import { smallestDetectableShift } from '.';

const deciles: ColumnProfile = {
  type: 'number',
  edges: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  counts: new Array<number>(10).fill(1000),
  missing: 0,
  n: 10_000,
  min: 0,
  max: 10,
  mean: 5,
  std: 3,
  distinct: 257,
};
const skewed: ColumnProfile = {
  type: 'category',
  levels: ['a', 'b', 'c', 'd'],
  counts: [600, 250, 100, 20],
  missing: 30,
  n: 1000,
};

const binsOf = (profile: ColumnProfile, all: number[]): BinCounts => {
  const bins = profile.counts.length;
  return {
    type: profile.type,
    counts: all.slice(0, bins),
    unseen: all[bins]!,
    missing: all[bins + 1]!,
    invalid: all[bins + 2]!,
    belowRange: 0,
    aboveRange: 0,
    rows: all.reduce((sum, count) => sum + count, 0),
  };
};

const sharesOf = ({ counts, missing, n }: ColumnProfile): number[] =>
  [...counts, 0, missing, 0].map((count) => count / n);

function draw(shares: number[], rows: number, random: () => number): number[] {
  const counts = shares.map(() => 0);
  for (let row = 0; row < rows; row++) {
    let left = random();
    let bin = 0;
    while (bin < shares.length - 1 && (left -= shares[bin]!) >= 0) bin += 1;
    counts[bin]! += 1;
  }
  return counts;
}

const MEASURES = [
  ['drift.psi', 0.2],
  ['drift.jensenShannon', 0.1],
  ['drift.kullbackLeibler', 0.1],
  ['drift.hellinger', 0.1],
  ['drift.totalVariation', 0.1],
  ['drift.lInfinity', 0.1],
] as const;

describe.each([
  ['a number', deciles],
  ['a category', skewed],
])('of %s', (_, profile) => {
  test.each(MEASURES)('%s shows its smallest shift in 80 of 100 simulated windows', (measure, threshold) => {
    const random = seededRandom(11);
    for (const rows of [300, 1000]) {
      const input = {
        profile,
        current: binsOf(
          profile,
          sharesOf(profile).map((share) => share * rows),
        ),
      };
      const found = smallestDetectableShift(measure, input, threshold)!;
      const alternative = alternativesOf(profile, sharesOf(profile)).find(
        ({ name }) => name === found.alternative,
      )!;
      const shares = alternative.sharesAt(found.shift!);
      const windows = 300;
      let shown = 0;
      for (let window = 0; window < windows; window++) {
        const current = binsOf(profile, draw(shares, rows, random));
        if (computeMeasure(measure, { profile, current }, {}).value! >= threshold) shown += 1;
      }
      // Two standard errors of 300 windows are 4.6 %, the rest is what the normal approximation leaves.
      expect(Math.abs(shown / windows - 0.8)).toBeLessThan(0.08);
    }
  });
});

test('the index of ten equal bins of a normal variable that moves by d is near to d², its symmetric divergence', () => {
  const rows = 1_000_000;
  const current = binsOf(
    deciles,
    sharesOf(deciles).map((share) => share * rows),
  );
  const found = smallestDetectableShift('drift.psi', { profile: deciles, current }, 0.2)!;
  expect(found.alternative).toMatch(/^standard deviations (up|down)$/);
  expect(found.shift).toBeCloseTo(Math.sqrt(0.2), 1);
});

test('a category that cannot shift so far says so, and other rules have none', () => {
  const one: ColumnProfile = { type: 'category', levels: ['a', 'b'], counts: [5, 5], missing: 90, n: 100 };
  const input = { profile: one, current: binsOf(one, [50, 50, 0, 900, 0]) };
  expect(smallestDetectableShift('drift.totalVariation', input, 0.2)).toEqual({
    shift: null,
    alternative: 'of the rows from a to b',
  });
  expect(smallestDetectableShift('drift.chiSquare', input, 5)).toBeNull();
});
