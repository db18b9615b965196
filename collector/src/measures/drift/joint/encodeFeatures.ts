import type { FeatureSample, SampleColumn } from '../../featureSample';

/** Turns a column into numbers as it was learned from the baseline. */
type Encode = (column: SampleColumn) => Float64Array;

/**
 * What every row becomes before it is reconstructed: numbers with their mean where they are missing, categories as the
 * share of the baseline that has them (the most frequent one where they are missing, 0 where they are unseen), each
 * column brought to mean 0 and standard deviation 1 of the baseline. As NannyML 0.13.1's DataReconstructionDriftCalculator.
 */
export function learnEncoding(baseline: FeatureSample): (sample: FeatureSample) => Float64Array[] {
  const learned = Object.entries(baseline.columns).map(([name, column]) => {
    const encode = column.type === 'number' ? encodeNumber(column.values) : encodeCategory(column);
    const values = encode(column);
    const mean = meanOf(values);
    const deviation = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
    return { name, encode, mean, scale: deviation > Number.EPSILON * Math.abs(mean) * 10 ? deviation : 1 };
  });
  return ({ columns }) =>
    learned.map(({ name, encode, mean, scale }) =>
      encode(columns[name]!).map((value) => (value - mean) / scale),
    );
}

const meanOf = (values: Float64Array): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function encodeNumber(baseline: Float64Array): Encode {
  const mean = meanOf(baseline.filter((value) => !Number.isNaN(value)));
  return (column) => {
    if (column.type !== 'number') throw new Error('a number of the baseline came as a category');
    return column.values.map((value) => (Number.isNaN(value) ? mean : value));
  };
}

function encodeCategory({ codes, dictionary }: SampleColumn & { type: 'category' }): Encode {
  const counts = new Map<string, number>();
  for (const code of codes) {
    const level = dictionary[code];
    if (level !== undefined) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  // Of equally frequent levels the first in order of their texts, as scikit-learn's imputer has it.
  const [usual, most] = [...counts].reduce(
    (best, one) => (one[1] > best[1] || (one[1] === best[1] && one[0] < best[0]) ? one : best),
    ['', 0],
  );
  const present = [...counts.values()].reduce((sum, count) => sum + count, 0);
  counts.set(usual, most + codes.length - present);
  return (column) => {
    if (column.type !== 'category') throw new Error('a category of the baseline came as a number');
    const shares = column.dictionary.map((level) => (counts.get(level) ?? 0) / codes.length);
    const ofMissing = (counts.get(usual) ?? 0) / codes.length;
    return Float64Array.from(column.codes, (code) => (code < 0 ? ofMissing : shares[code]!));
  };
}
