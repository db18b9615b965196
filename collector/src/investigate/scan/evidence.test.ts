import fc from 'fast-check';
import type { Fact } from '../facts';
import { compareCounts } from './compareCounts';
import { EntropyTable, gStatistic, logChiSquareBound, totalVariation } from './evidence';

const table = new EntropyTable(10_000);
const counts = fc
  .array(fc.nat({ max: 500 }), { minLength: 3, maxLength: 3 })
  .map((list) => Int32Array.from(list));

it('is the likelihood ratio statistic of a table of counts', () => {
  // [[30, 70], [10, 90]]: scipy.stats.chi2_contingency(..., correction=False, lambda_='log-likelihood')
  const { g } = gStatistic(table, Int32Array.of(30, 70), Int32Array.of(10, 90));
  expect(g).toBeCloseTo(12.971514326006836, 10);
});

it('is zero for samples of the same shares, and never below', () => {
  fc.assert(
    fc.property(counts, counts, (first, second) => {
      expect(gStatistic(table, first, second).g).toBeGreaterThanOrEqual(0);
      const doubled = first.map((count) => 2 * count);
      expect(gStatistic(table, first, doubled).g).toBeLessThan(1e-6);
    }),
  );
});

it.each([
  // The upper tails of scipy.stats.chi2, whose logarithm the bound may not go below.
  [20, 1, Math.log(7.744e-6)],
  [40, 10, Math.log(1.694e-5)],
  [100, 20, Math.log(1.2597e-12)],
])('bounds the tail of chi-square at %d with %d degrees of freedom', (x, degrees, logTail) => {
  const bound = logChiSquareBound(x, degrees);
  expect(bound).toBeGreaterThanOrEqual(logTail);
  expect(bound).toBeLessThan(logTail + 4);
});

it('takes off what chance alone moves', () => {
  const { distance, noise } = totalVariation(Int32Array.of(60, 40), 100, Int32Array.of(40, 60), 100);
  expect(distance).toBeCloseTo(0.2, 12);
  expect(noise).toBeCloseTo(0.0564, 3);
});

const fact = (shape: Fact['shape'], more: Partial<Fact> = {}): Fact => ({
  kind: 'feature',
  name: 'test',
  feature: null,
  shape,
  bins: 4,
  codes: new Int16Array(),
  floor: 0,
  critical: 1,
  ...more,
});

it('counts only the rise of a rate, and only a movement upwards where more is worse', () => {
  const rate = fact('rate', { bins: 2 });
  const [low, high] = [Int32Array.of(990, 10), Int32Array.of(900, 100)];
  expect(compareCounts(table, rate, high, low).g).toBeGreaterThan(50);
  expect(compareCounts(table, rate, low, high).g).toBe(0);
  const latency = fact('shift', { onlyUp: true });
  const [fast, slow] = [Int32Array.of(80, 10, 5, 5), Int32Array.of(20, 20, 20, 40)];
  expect(compareCounts(table, latency, slow, fast).g).toBeGreaterThan(50);
  expect(compareCounts(table, latency, fast, slow).g).toBe(0);
});

it('sees no change of the label given the score where only the scores moved', () => {
  const labels = fact('conditional', { classes: 2 });
  const reference = Int32Array.of(80, 20, 20, 80);
  expect(compareCounts(table, labels, Int32Array.of(8, 2, 200, 800), reference).g).toBeLessThan(1e-9);
  expect(compareCounts(table, labels, Int32Array.of(20, 80, 80, 20), reference).effect).toBeGreaterThan(0.5);
});
