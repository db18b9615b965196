import fc from 'fast-check';
import {
  countScoredRows,
  deLong,
  deLongInterval,
  normalProbability,
  normalQuantile,
  pairedDeLong,
  wilsonInterval,
} from '.';

test('normal quantile and probability agree with tables to twelve digits', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalQuantile(0.995)).toBeCloseTo(2.5758293035489004, 12);
  expect(normalProbability(-1.959963984540054)).toBeCloseTo(0.025, 13);
});

describe('Wilson interval', () => {
  test.each([
    // share, n, lower, upper: SciPy 1.17.1 binomtest(k, n).proportion_ci(method='wilson')
    [0.8, 10, 0.4901624715366418, 0.9433178485456247],
    [0, 20, 0, 0.16112515805281935],
    [1, 20, 0.8388748419471808, 1],
    [0.5, 2, 0.09453120573423074, 0.9054687942657693],
  ])('of %d over %d rows', (share, n, lower, upper) => {
    const interval = wilsonInterval({ share, n })!;
    expect(interval.lower).toBeCloseTo(lower, 12);
    expect(interval.upper).toBeCloseTo(upper, 12);
  });

  test('holds the share, stays within 0 and 1, and narrows with rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const share = Math.round(part * n) / n;
        const { lower, upper } = wilsonInterval({ share, n })!;
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower).toBeLessThanOrEqual(share + 1e-12);
        expect(upper).toBeGreaterThanOrEqual(share - 1e-12);
        const more = wilsonInterval({ share, n: n * 4 })!;
        expect(more.upper - more.lower).toBeLessThan(upper - lower);
      }),
    );
  });

  test('has nothing to say without rows', () => expect(wilsonInterval({ share: 0, n: 0 })).toBeNull());
});

const rowsOf = (length: number) =>
  fc.array(fc.record({ score: fc.integer({ min: 0, max: 8 }), positive: fc.boolean() }), {
    minLength: 4,
    maxLength: length,
  });

/** The definition, pair by pair. */
function byPairs(scores: number[], positive: boolean[]) {
  const won = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
  const of = (wanted: boolean) => scores.filter((_, i) => positive[i] === wanted);
  const [up, down] = [of(true), of(false)];
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const spread = (values: number[], area: number) =>
    values.reduce((total, value) => total + (value - area) ** 2, 0) / (values.length - 1) / values.length;
  const ofUp = up.map((score) => mean(down.map((other) => won(score, other))));
  const ofDown = down.map((score) => mean(up.map((other) => won(other, score))));
  const area = mean(ofUp);
  return { area, variance: spread(ofUp, area) + spread(ofDown, area), up: up.length, down: down.length };
}

describe('DeLong', () => {
  test('equals the sum over pairs, ties counting one half', () => {
    fc.assert(
      fc.property(rowsOf(40), (rows) => {
        const scores = rows.map((row) => row.score);
        const positive = rows.map((row) => row.positive);
        const expected = byPairs(scores, positive);
        fc.pre(expected.up > 1 && expected.down > 1);
        const counts = countScoredRows(Float64Array.from(scores), Uint8Array.from(positive, Number));
        const { area, variance } = deLong(counts)!;
        expect(area).toBeCloseTo(expected.area, 12);
        expect(variance).toBeCloseTo(expected.variance, 12);
      }),
    );
  });

  test('is null where a class is absent, and has no variance where a class has one row', () => {
    const only = countScoredRows(Float64Array.of(0.1, 0.2), Uint8Array.of(1, 1));
    expect(deLong(only)).toBeNull();
    const one = countScoredRows(Float64Array.of(0.1, 0.2, 0.3), Uint8Array.of(1, 0, 0));
    expect(deLong(one)).toMatchObject({ variance: null });
    expect(deLongInterval(one)).toBeNull();
  });

  test('sampling one in ten widens the interval as one tenth of the rows would', () => {
    const counts = countScoredRows(
      Float64Array.from({ length: 60 }, (_, i) => (i * 7) % 11),
      Uint8Array.from({ length: 60 }, (_, i) => Number(i % 3 === 0)),
    );
    const weighted = {
      scores: counts.scores,
      positives: counts.positives.map((count) => count * 10),
      negatives: counts.negatives.map((count) => count * 10),
    };
    const plain = deLongInterval(counts)!;
    const sampled = deLongInterval(weighted, { rowsPerWeight: 0.1 })!;
    expect(sampled.lower).toBeCloseTo(plain.lower, 12);
    expect(sampled.upper).toBeCloseTo(plain.upper, 12);
  });
});

describe('paired DeLong', () => {
  test('two models that score alike do not differ', () => {
    const scores = Float64Array.of(0.1, 0.4, 0.35, 0.8, 0.7, 0.2);
    const positive = Uint8Array.of(0, 0, 1, 1, 1, 0);
    expect(pairedDeLong({ first: scores, second: scores, positive })).toMatchObject({
      difference: 0,
      pValue: 1,
    });
  });

  test('each area is that of DeLong, and a swap turns the sign', () => {
    fc.assert(
      fc.property(rowsOf(30), fc.integer(), (rows, seed) => {
        const first = Float64Array.from(rows, (row) => row.score);
        const second = Float64Array.from(rows, (row, i) => (row.score * 3 + i * seed) % 7);
        const positive = Uint8Array.from(rows, (row) => Number(row.positive));
        const forth = pairedDeLong({ first, second, positive });
        const back = pairedDeLong({ first: second, second: first, positive });
        if (!forth || !back) return;
        expect(forth.first).toBeCloseTo(deLong(countScoredRows(first, positive))!.area, 12);
        expect(forth.difference).toBeCloseTo(-back.difference, 12);
        expect(forth.pValue).toBeCloseTo(back.pValue, 12);
      }),
    );
  });
});
