import { quantileOf } from './compareSamples';

/** What may have been done to numbers, and what undoes it. */
export interface Transform {
  factor: number;
  offset: number;
  /** How plain it is: a named factor is believed before one that fits a little better. */
  rank: number;
  words: string;
}

/**
 * Factors between units that are mixed up: twelve months, sixty seconds or minutes, percents, thousands, KiB,
 * inches, feet, miles, pounds, hours and days, cents of a dollar, and the sign.
 */
const NAMED_FACTORS: readonly [factor: number, what: string][] = [
  [12, 'months for years, or a dozen'],
  [60, 'seconds for minutes, or minutes for hours'],
  [100, 'percents for shares, or cents'],
  [1000, 'thousandths'],
  [1024, 'KiB'],
  [2.54, 'centimetres for inches'],
  [3.28084, 'feet for metres'],
  [0.3048, 'metres for feet'],
  [1.609344, 'kilometres for miles'],
  [0.45359237, 'kilograms for pounds'],
  [24, 'hours for days'],
  [7, 'days for weeks'],
  [30, 'days for months'],
  [52, 'weeks for years'],
  [365.25, 'days for years'],
  [3600, 'seconds for hours'],
  [86_400, 'seconds for days'],
  [10, 'a digit'],
  [10_000, 'four digits'],
  [1e6, 'millionths'],
  [1e9, 'billionths'],
  [1_048_576, 'MiB'],
  [1.8, 'degrees'],
  [-1, 'the sign'],
];

/** A quantile of the new values that is so near to the named factor of the old ones is that factor. */
const NEAR = 0.04;

export function candidateTransforms(before: Float64Array, after: Float64Array): Transform[] {
  const found: Transform[] = [];
  for (const [factor, what] of NAMED_FACTORS) {
    found.push({ factor, offset: 0, rank: 0, words: `multiplied by ${factor} (${what})` });
    if (Math.abs(factor) !== 1) {
      found.push({
        factor: 1 / factor,
        offset: 0,
        rank: 0,
        words: `divided by ${factor} (${what}, the other way)`,
      });
    }
  }
  found.push(
    { factor: 1.8, offset: 32, rank: 0, words: 'degrees Fahrenheit for Celsius' },
    { factor: 1 / 1.8, offset: -32 / 1.8, rank: 0, words: 'degrees Celsius for Fahrenheit' },
    { factor: 1, offset: 273.15, rank: 0, words: 'kelvins for degrees Celsius' },
    { factor: 1, offset: -273.15, rank: 0, words: 'degrees Celsius for kelvins' },
  );
  const step = resolutionOf(before);
  const offset = tidy(quantileOf(after, 0.5) - quantileOf(before, 0.5), step);
  if (offset !== 0) {
    found.push({
      factor: 1,
      offset,
      rank: 1,
      words: `${offset > 0 ? 'raised' : 'lowered'} by ${Math.abs(offset)}`,
    });
  }
  const free = freeFactor(before, after);
  if (free !== null && !NAMED_FACTORS.some(([named]) => isNear(free, named) || isNear(free, 1 / named))) {
    const factor = Number(free.toPrecision(3));
    found.push({ factor, offset: 0, rank: 2, words: `multiplied by about ${factor}` });
  }
  const line = lineThrough(before, after);
  if (line) {
    found.push({ ...line, rank: 3, words: `multiplied by about ${line.factor}, then ${line.offset} added` });
  }
  return found;
}

const isNear = (value: number, named: number): boolean => Math.abs(value / named - 1) < NEAR;

/** Whole numbers stay whole. */
const resolutionOf = (values: Float64Array): number => (values.every(Number.isInteger) ? 1 : 0);
const tidy = (value: number, step: number): number =>
  step > 0 ? Math.round(value / step) * step : Number(value.toPrecision(4));

/** The factor between the quantiles that lie well away from zero. */
function freeFactor(before: Float64Array, after: Float64Array): number | null {
  const size = Math.max(...[0.05, 0.95].map((share) => Math.abs(quantileOf(before, share))));
  const ratios: number[] = [];
  for (let share = 0.1; share < 0.91; share += 0.05) {
    const old = quantileOf(before, share);
    if (Math.abs(old) > 0.1 * size) ratios.push(quantileOf(after, share) / old);
  }
  if (ratios.length < 5) return null;
  ratios.sort((a, b) => a - b);
  const middle = ratios[ratios.length >> 1]!;
  return Number.isFinite(middle) && middle !== 0 && Math.abs(middle - 1) > 0.02 ? middle : null;
}

/** The line through the quantiles, by least squares. */
function lineThrough(before: Float64Array, after: Float64Array): { factor: number; offset: number } | null {
  const shares = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);
  const x = shares.map((share) => quantileOf(before, share));
  const y = shares.map((share) => quantileOf(after, share));
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [centreX, centreY] = [mean(x), mean(y)];
  const variation = x.reduce((sum, value) => sum + (value - centreX) ** 2, 0);
  if (variation === 0) return null;
  const slope =
    x.reduce((sum, value, index) => sum + (value - centreX) * (y[index]! - centreY), 0) / variation;
  if (!(Math.abs(slope) > 1e-6)) return null;
  const factor = Number(slope.toPrecision(3));
  return { factor, offset: Number((centreY - factor * centreX).toPrecision(3)) };
}
