import type { ColumnProfile } from '../../contract';
import { seededRandom } from '../statistics';
import { healthyBlockDistance, populationStabilityIndex, totalVariationDistance } from '.';

const LEVELS = Array.from({ length: 25 }, (_, level) => String(level));
const profile = (n: number, levels = 25): ColumnProfile => ({
  type: 'category',
  levels: LEVELS.slice(0, levels),
  counts: LEVELS.slice(0, levels).map(() => n / levels),
  missing: 0,
  n,
});
const input = (of: ColumnProfile) => ({
  profile: of,
  current: {
    type: of.type,
    counts: [],
    unseen: 0,
    missing: 0,
    invalid: 0,
    belowRange: 0,
    aboveRange: 0,
    rows: 0,
  },
});

test('the fewer the rows and the more the bins, the further healthy blocks lie from their baseline', () => {
  const of = (rows: number, levels: number) =>
    healthyBlockDistance(populationStabilityIndex, input(profile(20_000, levels)), rows)!;
  expect(of(200, 25)).toBeGreaterThan(of(2000, 25));
  expect(of(2000, 25)).toBeGreaterThan(of(2000, 4));
  // As few as 200 rows of 25 levels pass the custom of 0.1 by chance; 10,000 rows do not come near.
  expect(of(200, 25)).toBeGreaterThan(0.2);
  expect(of(10_000, 25)).toBeLessThan(0.02);
});

test('for large samples PSI is nearly χ² / n: its 99th percentile is that of 24 degrees of freedom', () => {
  const [rows, baselineRows] = [8192, 1_000_000];
  const limit = 42.97982 * (1 / rows + 1 / baselineRows);
  const distance = healthyBlockDistance(populationStabilityIndex, input(profile(baselineRows)), rows)!;
  expect(distance / limit).toBeGreaterThan(0.9);
  expect(distance / limit).toBeLessThan(1.1);
});

test('one healthy block of a hundred lies above it', () => {
  const threshold = healthyBlockDistance(totalVariationDistance, input(profile(20_000)), 512)!;
  const random = seededRandom(99);
  let above = 0;
  for (let block = 0; block < 2000; block++) {
    const counts = LEVELS.map(() => 0);
    for (let row = 0; row < 512; row++) counts[Math.floor(random() * 25)]! += 1;
    const current = { ...input(profile(20_000)).current, counts, rows: 512 };
    if (totalVariationDistance({ profile: profile(20_000), current }).value! >= threshold) above += 1;
  }
  expect(above / 2000).toBeGreaterThan(0.001);
  expect(above / 2000).toBeLessThan(0.025);
});

test('it is the same every time, and there is none without a baseline', () => {
  const once = healthyBlockDistance(populationStabilityIndex, input(profile(1000)), 300);
  expect(healthyBlockDistance(populationStabilityIndex, input(profile(1000)), 300)).toBe(once);
  expect(healthyBlockDistance(populationStabilityIndex, input(profile(0)), 300)).toBeNull();
});
