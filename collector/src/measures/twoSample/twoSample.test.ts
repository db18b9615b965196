import fc from 'fast-check';
import * as room from './index';
import {
  andersonDarling,
  chiSquare,
  cramerVonMises,
  energyDistance,
  eppsSingleton,
  gTest,
  kolmogorovSmirnov,
  lInfinity,
  mannWhitney,
  mergeLevelCounts,
  mergeValueCounts,
  tabulateValues,
  totalVariation,
  wasserstein,
  welchT,
  type LevelCounts,
  type TwoSampleResult,
  type ValueCounts,
} from './index';

const textbookCramerVonMises = (counts: ValueCounts): TwoSampleResult => cramerVonMises(counts, 'textbook');
const numeric = {
  kolmogorovSmirnov,
  cramerVonMises,
  textbookCramerVonMises,
  andersonDarling,
  eppsSingleton,
  mannWhitney,
  welchT,
  wasserstein,
  energyDistance,
};
const categorical = { chiSquare, gTest, totalVariation, lInfinity };
const every = { ...numeric, ...categorical };

const exchange = <T extends ValueCounts | LevelCounts>(counts: T): T => ({
  ...counts,
  baseline: counts.current,
  current: counts.baseline,
});
const expectClose = (actual: number, expected: number, tolerance = 1e-9): void =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));

/** Few distinct values, so that ties within and between the samples are the rule. */
const tiedRows = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 5, maxLength: 40 });
const anyRows = fc.array(fc.double({ noNaN: false, noDefaultInfinity: false }), { maxLength: 30 });
const levels = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 8 }).map((rows) => ({
  baseline: rows.map(([count]) => count),
  current: rows.map(([, count]) => count),
}));

test('every test of the room is under these properties', () => {
  const exported = Object.keys(room).filter((name) => !/^(merge|tabulate|decompose)/.test(name));
  expect(exported.sort()).toEqual(
    Object.keys(every)
      .filter((name) => name in room)
      .sort(),
  );
});

describe('tables', () => {
  test('count distinct values in order, and leave missing ones out', () => {
    expect(tabulateValues([3, 1, NaN, 3, -0], [0, 2])).toEqual({
      values: Float64Array.of(-0, 1, 2, 3),
      baseline: Float64Array.of(1, 1, 0, 2),
      current: Float64Array.of(1, 0, 1, 0),
    });
  });

  test('merged equal the table of the union', () => {
    fc.assert(
      fc.property(anyRows, anyRows, anyRows, anyRows, (a, b, c, d) => {
        const merged = mergeValueCounts(tabulateValues(a, b), tabulateValues(c, d));
        const union = tabulateValues([...a, ...c], [...b, ...d]);
        expect(Array.from(merged.values, (value) => value + 0)).toEqual(
          Array.from(union.values, (value) => value + 0),
        );
        expect(merged.baseline).toEqual(union.baseline);
        expect(merged.current).toEqual(union.current);
      }),
    );
  });

  test('of levels merge by adding, whatever levels each knows', () => {
    expect(
      mergeLevelCounts({ baseline: [1, 2], current: [3, 0] }, { baseline: [4], current: [0, 0, 5] }),
    ).toEqual({ baseline: [5, 2, 0], current: [3, 0, 5] });
  });
});

describe('exchanging the samples', () => {
  const symmetric = {
    kolmogorovSmirnov,
    cramerVonMises,
    textbookCramerVonMises,
    andersonDarling,
    eppsSingleton,
    wasserstein,
    energyDistance,
  };

  test.each(Object.entries(symmetric))('changes nothing for %s', (_, compare) => {
    fc.assert(
      fc.property(tiedRows, tiedRows, (a, b) => {
        const counts = tabulateValues(a, b);
        const one = compare(counts);
        const other = compare(exchange(counts));
        if (one.statistic === null) return expect(other).toEqual(one);
        expectClose(other.statistic!, one.statistic);
        if (one.pValue !== undefined) expectClose(other.pValue!, one.pValue);
      }),
    );
  });

  test.each(Object.entries(categorical))('changes nothing for %s', (_, compare) => {
    fc.assert(
      fc.property(levels, (counts) => {
        const one = compare(counts);
        const other = compare(exchange(counts));
        if (one.statistic === null) return expect(other.statistic).toBeNull();
        expectClose(other.statistic!, one.statistic);
        if (one.pValue !== undefined) expectClose(other.pValue!, one.pValue);
      }),
    );
  });

  test('mirrors U and the sign of t, with the same p-values', () => {
    fc.assert(
      fc.property(tiedRows, tiedRows, (a, b) => {
        const counts = tabulateValues(a, b);
        const [u, mirrored] = [mannWhitney(counts), mannWhitney(exchange(counts))];
        expect(u.statistic! + mirrored.statistic!).toBe(a.length * b.length);
        expectClose(mirrored.pValue!, u.pValue!);
        const [t, negated] = [welchT(counts), welchT(exchange(counts))];
        if (t.statistic === null) return expect(negated.statistic).toBeNull();
        expectClose(negated.statistic!, -t.statistic);
        expectClose(negated.pValue!, t.pValue!);
      }),
    );
  });
});

describe('equal samples', () => {
  const zeroWhenEqual = {
    kolmogorovSmirnov,
    cramerVonMises,
    textbookCramerVonMises,
    eppsSingleton,
    welchT,
    wasserstein,
    energyDistance,
  };

  test.each(Object.entries(zeroWhenEqual))('give %s 0, and a p-value of 1', (name, compare) => {
    fc.assert(
      fc.property(tiedRows, (rows) => {
        const { statistic, pValue, reason } = compare(tabulateValues(rows, rows));
        if (name === 'eppsSingleton' && statistic === null) return expect(reason).toBeDefined();
        expectClose(statistic!, 0);
        if (pValue !== undefined) expectClose(pValue, 1);
      }),
    );
  });

  test.each(Object.entries(categorical))('give %s 0, and a p-value of 1', (_, compare) => {
    fc.assert(
      fc.property(levels, fc.integer({ min: 1, max: 5 }), ({ baseline }, factor) => {
        fc.pre(baseline.some((count) => count > 0));
        const { statistic, pValue } = compare({
          baseline,
          current: baseline.map((count) => count * factor),
        });
        expectClose(statistic!, 0);
        if (pValue !== undefined) expectClose(pValue, 1, 1e-6);
      }),
    );
  });

  test('give U the middle of its range, and a p-value of 1', () => {
    fc.assert(
      fc.property(tiedRows, (rows) => {
        const result = mannWhitney(tabulateValues(rows, rows));
        expect(result).toMatchObject({ statistic: rows.length ** 2 / 2, pValue: 1 });
      }),
    );
  });

  test('are the least of Anderson-Darling: closer than chance, so below 0', () => {
    fc.assert(
      fc.property(tiedRows, (rows) => {
        fc.pre(new Set(rows).size > 1);
        const equal = andersonDarling(tabulateValues(rows, rows)).statistic!;
        expect(equal).toBeLessThan(0);
        const moved = rows.map((value, i) => (i === 0 ? 9 : value));
        expect(andersonDarling(tabulateValues(rows, moved)).statistic).toBeGreaterThan(equal);
      }),
    );
  });
});

describe("SciPy's Cramér-von Mises of samples with equal shares and different sizes", () => {
  test('leaves (n − m)² (N² Σp³ − 1) / 12nmN of the ties, where the textbook has 0', () => {
    const share = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(share, fc.integer({ min: 2, max: 50 }), (counts, factor) => {
        const table = {
          values: Float64Array.from(counts, (_, i) => i),
          baseline: Float64Array.from(counts, (count) => count * factor),
          current: Float64Array.from(counts),
        };
        const m = counts.reduce((total, count) => total + count, 0);
        fc.pre(m > 1);
        const n = m * factor;
        const cubes = counts.reduce((total, count) => total + (count / m) ** 3, 0);
        const left = ((n - m) ** 2 * ((n + m) ** 2 * cubes - 1)) / (12 * n * m * (n + m));
        expectClose(cramerVonMises(table, 'asSciPy').statistic!, left);
        const textbook = cramerVonMises(table, 'textbook');
        expectClose(textbook.statistic!, 0);
        expectClose(textbook.pValue!, 1);
      }),
    );
  });
});

test('both forms of Cramér-von Mises agree where no value occurs twice', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 4, maxLength: 60 }), (rows) => {
      const counts = tabulateValues(
        rows.filter((_, i) => i % 2 === 0),
        rows.filter((_, i) => i % 2 === 1),
      );
      const scipy = cramerVonMises(counts, 'asSciPy');
      const textbook = cramerVonMises(counts, 'textbook');
      expectClose(scipy.statistic!, textbook.statistic!);
      expect(Math.abs(scipy.pValue! - textbook.pValue!)).toBeLessThan(1e-6);
    }),
  );
});

describe('values that no distribution should have', () => {
  test('answer every numeric test with numbers or a reason, never NaN', () => {
    const extreme = fc.array(
      fc.oneof(fc.double(), fc.constantFrom(0, 1e308, -1e308, 5e-324, Infinity, -Infinity, NaN)),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(extreme, extreme, (a, b) => {
        for (const compare of Object.values(numeric)) {
          const { statistic, pValue, degreesOfFreedom, reason } = compare(tabulateValues(a, b));
          if (statistic === null) expect(reason).toMatch(/\w/);
          else expect(Number.isFinite(statistic)).toBe(true);
          for (const number of [pValue, degreesOfFreedom])
            if (number !== undefined) expect(number).toBeGreaterThanOrEqual(0);
          if (pValue !== undefined) expect(pValue).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('fractional weights, as a sample rate gives, do so too', () => {
    const weight = fc.double({ min: 0, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(weight, weight), { maxLength: 12 }), (rows) => {
        const counts = {
          values: Float64Array.from(rows, (_, i) => i),
          baseline: Float64Array.from(rows, ([one]) => one),
          current: Float64Array.from(rows, ([, other]) => other),
        };
        for (const compare of Object.values(numeric)) {
          const { statistic, pValue, reason } = compare(counts);
          if (statistic === null) expect(reason).toMatch(/\w/);
          else expect(Number.isFinite(statistic)).toBe(true);
          if (pValue !== undefined) expect(pValue >= 0 && pValue <= 1).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('near the ends of the range of doubles keep the statistics that have no unit', () => {
    const one = [1, 2, 3, 4, 5, 6, 7, 9];
    const other = [2, 4, 4, 5, 7, 8, 9, 12];
    for (const compare of [welchT, eppsSingleton]) {
      const ordinary = compare(tabulateValues(one, other));
      for (const factor of [2 ** 1018, 2 ** -1060]) {
        const by = (rows: number[]): number[] => rows.map((value) => value * factor);
        const scaled = compare(tabulateValues(by(one), by(other)));
        expectClose(scaled.statistic!, ordinary.statistic!);
        expectClose(scaled.pValue!, ordinary.pValue!);
      }
    }
  });

  test.each(Object.entries(numeric))('%s says which sample is empty', (_, compare) => {
    expect(compare(tabulateValues([NaN], [1, 2, 3, 4, 5]))).toEqual({
      statistic: null,
      reason: 'the baseline has no values',
    });
    expect(compare(tabulateValues([1, 2, 3, 4, 5], []))).toEqual({
      statistic: null,
      reason: 'no present values',
    });
  });

  test.each(Object.entries(categorical))('%s says which sample is empty', (_, compare) => {
    expect(compare({ baseline: [0, 0], current: [1, 2] })).toEqual({
      statistic: null,
      reason: 'the baseline has no values',
    });
    expect(compare({ baseline: [1], current: [] })).toEqual({
      statistic: null,
      reason: 'no present values',
    });
  });

  test('one value only is told as such', () => {
    const constant = tabulateValues([7, 7, 7, 7, 7], [7, 7, 7, 7, 7, 7]);
    expect(kolmogorovSmirnov(constant)).toEqual({ statistic: 0, pValue: 1 });
    expect(mannWhitney(constant)).toEqual({ statistic: 15, pValue: 1, reason: 'all values are equal' });
    expect(welchT(constant)).toEqual({ statistic: 0, pValue: 1, reason: 'all values are equal' });
    expect(andersonDarling(constant)).toEqual({ statistic: null, reason: 'all values are equal' });
    expect(eppsSingleton(constant).reason).toBe('the interquartile range of both samples is 0');
    expect(chiSquare({ baseline: [0, 5], current: [0, 6] })).toEqual({
      statistic: 0,
      pValue: 1,
      degreesOfFreedom: 0,
      reason: 'all values are equal',
    });
    expect(welchT(tabulateValues([1, 1], [2, 2]))).toEqual({
      statistic: null,
      reason: 'neither sample varies',
    });
  });

  test('a level that vanished or is new counts with the other sample alone', () => {
    const result = chiSquare({ baseline: [10, 10, 0], current: [10, 0, 10] });
    expect(result).toMatchObject({ statistic: 20, degreesOfFreedom: 2 });
    expectClose(result.pValue!, Math.exp(-10), 1e-14);
    expect(totalVariation({ baseline: [4, 0], current: [0, 4] }).statistic).toBe(1);
  });
});
