import fc from 'fast-check';
import type { BinCounts, CategoryProfile } from '../../contract';
import {
  hellingerDistance,
  jensenShannonDistance,
  kullbackLeiblerDivergence,
  lInfinityDistance,
  populationStabilityIndex,
  totalVariationDistance,
} from '.';
import { withoutZeros } from './shares';

const DISTANCES = {
  populationStabilityIndex,
  jensenShannonDistance,
  kullbackLeiblerDivergence,
  hellingerDistance,
  totalVariationDistance,
  lInfinityDistance,
};

const profile = (counts: number[], missing = 0): CategoryProfile => ({
  type: 'category',
  levels: counts.map((_, i) => `level ${i}`),
  counts,
  missing,
  n: 0,
});
const bins = (counts: number[], more: Partial<BinCounts> = {}): BinCounts => ({
  type: 'category',
  counts,
  unseen: 0,
  missing: 0,
  invalid: 0,
  belowRange: 0,
  aboveRange: 0,
  rows: 100,
  ...more,
});

test.each([
  // by hand, of shares 0.5, 0.5 against 0.6, 0.4
  ['populationStabilityIndex', 0.1 * Math.log(1.2) - 0.1 * Math.log(0.8)],
  ['hellingerDistance', Math.sqrt(1 - Math.sqrt(0.3) - Math.sqrt(0.2))],
  ['totalVariationDistance', 0.1],
  ['lInfinityDistance', 0.1],
  [
    'jensenShannonDistance',
    Math.sqrt(
      (0.5 * Math.log(0.5 / 0.55) +
        0.5 * Math.log(0.5 / 0.45) +
        0.6 * Math.log(0.6 / 0.55) +
        0.4 * Math.log(0.4 / 0.45)) /
        2,
    ),
  ],
] as const)('%s of a hand-worked pair', (name, expected) => {
  const result = DISTANCES[name]({ profile: profile([50, 50]), current: bins([60, 40]) });
  expect(result.value).toBeCloseTo(expected, name === 'populationStabilityIndex' ? 9 : 12);
});

describe.each(Object.entries(DISTANCES))('%s', (_name, distance) => {
  const countsOf = fc.array(fc.nat(1000), { minLength: 2, maxLength: 12 });

  test('is 0 for equal shares, whatever the number of rows', () => {
    fc.assert(
      fc.property(countsOf, fc.integer({ min: 1, max: 9 }), (counts, factor) => {
        fc.pre(counts.some((count) => count > 0));
        const result = distance({
          profile: profile(counts),
          current: bins(counts.map((count) => count * factor)),
        });
        expect(result.value).toBeCloseTo(0, 6);
      }),
    );
  });

  test('is a finite number that is not negative, for any counts', () => {
    fc.assert(
      fc.property(countsOf, fc.infiniteStream(fc.nat(1000)), fc.nat(50), (counts, stream, missing) => {
        const current = counts.map(() => stream.next().value as number);
        fc.pre(counts.some((count) => count > 0) && current.some((count) => count > 0));
        for (const input of [
          { profile: profile(counts), current: bins(current, { missing, unseen: 3 }) },
          { joined: { baseline: counts, current, rows: 10 } },
        ]) {
          const { value } = distance(input);
          expect(Number.isFinite(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(-1e-12);
        }
      }),
    );
  });

  test('sees a feature that has gone missing altogether', () => {
    const result = distance({ profile: profile([50, 50]), current: bins([0, 0], { missing: 100 }) });
    expect(result.value).toBeGreaterThan(0.5);
  });

  test('says why there is no value on empty input', () => {
    expect(distance({ profile: profile([0, 0]), current: bins([1, 1]) })).toMatchObject({
      value: null,
      reason: 'the baseline has no values',
    });
    expect(distance({ profile: profile([1, 1]), current: bins([0, 0], { rows: 0 }) })).toMatchObject({
      value: null,
      reason: 'no rows',
    });
    expect(distance({ joined: { baseline: [3], current: [0], rows: 0 } })).toMatchObject({
      value: null,
      reason: 'no present values',
    });
  });
});

test('zero shares: 0.0001, or a millionth of the least other share where that is at most 0.0001', () => {
  expect(withoutZeros([0, 0.4, 0.6], 'joined')).toEqual([1e-4, 0.4, 0.6]);
  expect(withoutZeros([0, 0.0001, 0.9999], 'joined')).toEqual([1e-10, 0.0001, 0.9999]);
  expect(withoutZeros([0, 0.00005, 0.99995], 'baseline')).toEqual([1e-4, 1e-4, 0.99995]);
});
