import type { ResidualSums } from '../../contract';

/** The sums of a few errors, written out: what the store computes over millions of rows. */
export function residualsOf(pairs: readonly { label: number; prediction: number }[]): ResidualSums {
  const sum = (of: (label: number, prediction: number) => number): number =>
    pairs.reduce((total, { label, prediction }) => total + of(label, prediction), 0);
  const weight = pairs.length;
  const mean = sum((y) => y) / weight;
  const absolute = pairs.map(({ label, prediction }) => Math.abs(prediction - label)).sort((a, b) => a - b);
  const middle = (absolute[Math.floor((weight - 1) / 2)]! + absolute[Math.ceil((weight - 1) / 2)]!) / 2;
  return {
    weight,
    rows: weight,
    servedRows: weight,
    served: weight,
    over: sum((y, p) => Math.max(p - y, 0)),
    under: sum((y, p) => Math.max(y - p, 0)),
    squared: sum((y, p) => (p - y) ** 2),
    relative: sum((y, p) => Math.abs(p - y) / Math.abs(y)),
    zeroLabels: 0,
    symmetric: sum((y, p) => (p === y ? 0 : (2 * Math.abs(p - y)) / (Math.abs(p) + Math.abs(y)))),
    absoluteLabels: sum((y) => Math.abs(y)),
    squaredLog: sum((y, p) => (Math.log1p(p) - Math.log1p(y)) ** 2),
    withoutLog: 0,
    labelVariation: sum((y) => (y - mean) ** 2),
    largest: absolute[weight - 1]!,
    median: middle,
  };
}
