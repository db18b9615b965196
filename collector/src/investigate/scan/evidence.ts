/**
 * n ln n of whole numbers, looked up: a scan asks for hundreds of millions of them.
 */
export class EntropyTable {
  private readonly values: Float64Array;

  constructor(largest: number) {
    this.values = Float64Array.from({ length: largest + 1 }, (_, n) => (n === 0 ? 0 : n * Math.log(n)));
  }

  of(n: number): number {
    return this.values[n]!;
  }
}

/**
 * The likelihood ratio statistic G² of two samples over the same bins (Wilks 1938): twice the log likelihood that is
 * gained by giving each sample its own shares. `bins` counts those that either sample has.
 */
export function gStatistic(
  table: EntropyTable,
  first: Int32Array,
  second: Int32Array,
  from = 0,
  to = first.length,
): { g: number; bins: number; firstRows: number; secondRows: number } {
  let sum = 0;
  let bins = 0;
  let firstRows = 0;
  let secondRows = 0;
  for (let bin = from; bin < to; bin++) {
    const a = first[bin]!;
    const b = second[bin]!;
    if (a + b === 0) continue;
    bins += 1;
    firstRows += a;
    secondRows += b;
    sum += table.of(a) + table.of(b) - table.of(a + b);
  }
  const g = 2 * (sum - table.of(firstRows) - table.of(secondRows) + table.of(firstRows + secondRows));
  return { g: Math.max(0, g), bins, firstRows, secondRows };
}

/**
 * Natural logarithm of Chernoff's bound on the upper tail of a chi-square variable: never too small, and finite where
 * the probability itself is 0 as a double. For one degree of freedom it is e^{-x/2} up to a factor √(e x).
 */
export function logChiSquareBound(x: number, degrees: number): number {
  if (!(x > degrees)) return 0;
  const ratio = x / degrees;
  return (-degrees / 2) * (ratio - 1 - Math.log(ratio));
}

/** Largest share of rows that would have to move between bins for one sample to become like the other. */
export function totalVariation(
  first: Int32Array,
  firstRows: number,
  second: Int32Array,
  secondRows: number,
  from = 0,
  to = first.length,
): { distance: number; noise: number } {
  let distance = 0;
  let noise = 0;
  const pooled = firstRows + secondRows;
  const spread = Math.sqrt((2 / Math.PI) * (1 / firstRows + 1 / secondRows));
  for (let bin = from; bin < to; bin++) {
    const share = (first[bin]! + second[bin]!) / pooled;
    distance += Math.abs(first[bin]! / firstRows - second[bin]! / secondRows);
    // Mean of the absolute difference of two samples of the same share, by the normal approximation.
    noise += spread * Math.sqrt(share * (1 - share));
  }
  return { distance: distance / 2, noise: noise / 2 };
}
