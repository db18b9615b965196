/** Values in ascending order. */
export const sortedOf = (values: readonly number[] | Float64Array): Float64Array =>
  Float64Array.from(values).sort();

/** The largest difference between the distribution functions of two sorted samples (Kolmogorov and Smirnov). */
export function kolmogorovDistance(first: Float64Array, second: Float64Array): number {
  if (first.length === 0 || second.length === 0) return 1;
  let [i, j, distance] = [0, 0, 0];
  while (i < first.length && j < second.length) {
    const value = Math.min(first[i]!, second[j]!);
    while (i < first.length && first[i]! <= value) i += 1;
    while (j < second.length && second[j]! <= value) j += 1;
    distance = Math.max(distance, Math.abs(i / first.length - j / second.length));
  }
  return distance;
}

/** What chance alone makes of that distance in one of a hundred pairs of samples, by Kolmogorov's limit. */
export const chanceDistance = (first: number, second: number): number =>
  1.63 * Math.sqrt(1 / first + 1 / second);

export const quantileOf = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))]!;

/** The most frequent value of a sorted sample and its share. */
export function modeOf(sorted: Float64Array): { value: number; share: number } {
  let best = { value: NaN, share: 0 };
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end] === sorted[start]) end += 1;
    const share = (end - start) / sorted.length;
    if (share > best.share) best = { value: sorted[start]!, share };
    start = end;
  }
  return best;
}

/** Share of a value in a sorted sample. */
export const shareOf = (sorted: Float64Array, value: number): number =>
  sorted.filter((one) => one === value).length / Math.max(1, sorted.length);
