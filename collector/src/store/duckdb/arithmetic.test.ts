import fc from 'fast-check';
import type { BinCounts, NumericProfile } from '../../contract';
import { addToBins, boundsOf, nextBelow } from './numericBounds';
import { quantileOfSorted, weightedQuantiles } from './quantiles';
import { double, text, time } from './quote';
import { sturgesEdges } from './sturges';

test.each([
  [1, 1 - Number.EPSILON / 2],
  [0, -Number.MIN_VALUE],
  [-1, -1 - Number.EPSILON],
])('the number below %p is %p', (value, below) => expect(nextBelow(value)).toBe(below));

test('no number lies between one and the next below it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300 }), (value) => {
      const below = nextBelow(value);
      expect(below).toBeLessThan(value);
      const middle = below + (value - below) / 2;
      expect(middle === below || middle === value).toBe(true);
    }),
  );
});

test('edges are those of NumPy for the same size and range', () => {
  // numpy.histogram_bin_edges(x, bins='sturges') of 100 values from 0 to 10.
  expect(sturgesEdges(100, 0, 10)).toEqual([0, 1.25, 2.5, 3.75, 5, 6.25, 7.5, 8.75, 10]);
  expect(sturgesEdges(4, 0, 3)).toEqual([0, 1, 2, 3]);
  expect(sturgesEdges(50, 7, 7)).toEqual([6.5, 7.5]);
});

test('weighted quantiles are those of the sample in which each value is repeated', () => {
  const weighted = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 5 })), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(weighted, fc.double({ min: 0, max: 1, noNaN: true }), (sample, quantile) => {
      const sorted = [...sample].sort((a, b) => a[0] - b[0]);
      const repeated = Float64Array.from(
        sorted.flatMap(([value, weight]) => new Array<number>(weight).fill(value)),
      );
      expect(weightedQuantiles(sorted, [quantile])[0]).toBeCloseTo(quantileOfSorted(repeated, quantile), 9);
    }),
  );
});

test('counts between bounds fall into the bins in which the values themselves would', () => {
  const numbers = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 30 });
  const edges = fc.uniqueArray(fc.integer({ min: -5, max: 5 }), { maxLength: 9 });
  fc.assert(
    fc.property(
      numbers,
      edges,
      fc.integer({ min: -6, max: 0 }),
      fc.integer({ min: 0, max: 6 }),
      (values, some, min, max) => {
        const profile = { edges: some.sort((a, b) => a - b), min, max } as NumericProfile;
        const bounds = boundsOf(profile);
        const histogram = new Array<number>(bounds.length + 1).fill(0);
        for (const value of values) histogram[bounds.filter((bound) => bound < value).length]! += 1;
        const counts = {
          counts: profile.edges.map(() => 0).concat(0),
          belowRange: 0,
          aboveRange: 0,
        } as unknown as BinCounts;
        addToBins(counts, profile, bounds, histogram, 2);
        const wanted = profile.edges.map(() => 0).concat(0);
        for (const value of values) wanted[profile.edges.filter((edge) => edge < value).length]! += 2;
        expect(counts.counts).toEqual(wanted);
        expect(counts.belowRange).toBe(2 * values.filter((value) => value < min).length);
        expect(counts.aboveRange).toBe(2 * values.filter((value) => value > max).length);
      },
    ),
  );
});

test('literals hold what they were given', () => {
  expect(text("it's")).toBe("'it''s'");
  expect(text('a\0b')).toBe("('a' || chr(0) || 'b')");
  expect(double(-0)).toBe('-0.0::DOUBLE');
  expect(double(NaN)).toBe("'NaN'::DOUBLE");
  expect([time(Infinity), time(-Infinity), time(1.5)]).toEqual([
    '8640000000000000::BIGINT',
    '-8640000000000000::BIGINT',
    '2::BIGINT',
  ]);
});
