import { accelerationOf, bcaInterval, bootstrapCounts, drawBinomial, seededRandom } from '.';

test('the same seed draws the same numbers, another seed others, and all lie in [0, 1)', () => {
  const first = Array.from({ length: 1000 }, seededRandom(1));
  expect(Array.from({ length: 1000 }, seededRandom(1))).toEqual(first);
  expect(Array.from({ length: 1000 }, seededRandom(2))).not.toEqual(first);
  expect(Math.min(...first)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...first)).toBeLessThan(1);
  expect(first.reduce((sum, value) => sum + value, 0) / 1000).toBeCloseTo(0.5, 1);
});

test.each([
  [20, 0.1],
  [1000, 0.003],
  [1000, 0.4],
  [1_000_000, 0.97],
])('a binomial of %d tries at %d has the mean and the variance of one', (n, probability) => {
  const random = seededRandom(5);
  const draws = Array.from({ length: 20_000 }, () => drawBinomial(n, probability, random));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
  const expected = n * probability * (1 - probability);
  expect(Math.abs(mean - n * probability)).toBeLessThan(5 * Math.sqrt(expected / draws.length));
  expect(variance / expected).toBeGreaterThan(0.95);
  expect(variance / expected).toBeLessThan(1.05);
  expect(draws.every((draw) => Number.isInteger(draw) && draw >= 0 && draw <= n)).toBe(true);
});

test('the ends of a binomial need no luck', () => {
  const never = () => {
    throw new Error('nothing is random here');
  };
  expect(drawBinomial(10, 0, never)).toBe(0);
  expect(drawBinomial(10, 1, never)).toBe(10);
  expect(drawBinomial(0, 0.5, never)).toBe(0);
});

const share = ([yes, no]: Float64Array) => (yes! + no! > 0 ? yes! / (yes! + no!) : null);

test('an interval of a share holds it and is the same each time', () => {
  const interval = bootstrapCounts({ counts: [40, 160], statistic: share })!;
  expect(interval.lower).toBeGreaterThan(0.13);
  expect(interval.upper).toBeLessThan(0.27);
  expect(bootstrapCounts({ counts: [40, 160], statistic: share })).toEqual(interval);
});

test('where nothing varies, or nothing is defined, there is no interval', () => {
  expect(bootstrapCounts({ counts: [40, 0], statistic: share })).toBeNull();
  expect(bootstrapCounts({ counts: [1, 0], statistic: share })).toBeNull();
  expect(bootstrapCounts({ counts: [40, 10], statistic: () => null })).toBeNull();
  expect(bcaInterval({ estimate: 5, replicates: Float64Array.of(1, 2, 3), acceleration: 0 })).toBeNull();
});

test('rows that are alike accelerate as the same rows one by one', () => {
  const grouped = accelerationOf([
    { value: 0.3, weight: 3 },
    { value: 0.5, weight: 1 },
  ]);
  const single = accelerationOf([0.3, 0.3, 0.3, 0.5].map((value) => ({ value, weight: 1 })));
  expect(grouped).toBeCloseTo(single, 14);
  expect(accelerationOf([{ value: 0.3, weight: 3 }])).toBe(0);
});
