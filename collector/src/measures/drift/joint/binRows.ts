import type { FeatureSample, SampleColumn } from '../../featureSample';

/** Bins of a number by quantiles of both samples; levels of a category that have a bin of their own. */
const MOST_BINS = 32;

/**
 * Two samples as columns of small whole numbers over the same bins, the rows of the first before those of the second.
 * Missing values come after every other bin, levels past the most frequent ones share one.
 */
export function binTogether(a: FeatureSample, b: FeatureSample): Uint8Array[] {
  return Object.keys(a.columns).map((name) => {
    const [first, second] = [a.columns[name]!, b.columns[name]!];
    if (first.type === 'number' && second.type === 'number') return binNumbers(first.values, second.values);
    if (first.type === 'category' && second.type === 'category') return binLevels(first, second);
    throw new Error(`${name} is a number in one sample and a category in the other`);
  });
}

function binNumbers(a: Float64Array, b: Float64Array): Uint8Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  const sorted = all.filter((value) => !Number.isNaN(value)).sort();
  const quantiles = Array.from(
    { length: MOST_BINS - 1 },
    (_, i) => sorted[Math.floor(((i + 1) / MOST_BINS) * sorted.length)],
  );
  const edges = [...new Set(quantiles.filter((edge) => edge !== undefined))];
  const bins = new Uint8Array(all.length);
  all.forEach((value, row) => {
    bins[row] = Number.isNaN(value) ? edges.length + 1 : countBelow(edges, value);
  });
  return bins;
}

/** Edges below a value, which is its bin. */
function countBelow(edges: number[], value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Category = SampleColumn & { type: 'category' };

function binLevels(a: Category, b: Category): Uint8Array {
  const counts = new Map<string, number>();
  for (const { codes, dictionary } of [a, b]) {
    for (const code of codes) {
      if (code >= 0) counts.set(dictionary[code]!, (counts.get(dictionary[code]!) ?? 0) + 1);
    }
  }
  const byCount = [...counts].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).slice(0, MOST_BINS);
  const bins = new Map(byCount.map(([level], bin) => [level, bin]));
  const places = ({ codes, dictionary }: Category): number[] => {
    const ofLevel = dictionary.map((level) => bins.get(level) ?? MOST_BINS);
    return Array.from(codes, (code) => (code < 0 ? MOST_BINS + 1 : ofLevel[code]!));
  };
  return Uint8Array.from([...places(a), ...places(b)]);
}
