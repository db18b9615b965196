import type { FeatureSample, SampleColumn } from '../../featureSample';
import type { NumericRows } from './regressionTrees';

/**
 * How rows become numbers that trees can split: a number stays itself, a category becomes its place by how often the
 * baseline has it (the most frequent 0, of equal ones in order of their texts), an unseen one comes after all of them,
 * and a missing value before everything.
 */
export function learnTreeEncoding(baseline: FeatureSample): (sample: FeatureSample) => NumericRows {
  const names = Object.keys(baseline.columns);
  const ranks = names.map((name) => {
    const column = baseline.columns[name]!;
    return column.type === 'number' ? null : rankLevels(column);
  });
  return ({ rows, columns }) => ({
    rows,
    columns: names.map((name, index) => encode(columns[name]!, ranks[index]!)),
  });
}

function rankLevels({ codes, dictionary }: SampleColumn & { type: 'category' }): Map<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) {
    const level = dictionary[code];
    if (level !== undefined) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Map(sorted.map(([level], rank) => [level, rank]));
}

function encode(column: SampleColumn, ranks: Map<string, number> | null): Float64Array {
  if (column.type === 'number') {
    return column.values.map((value) => (Number.isNaN(value) ? -Infinity : value));
  }
  const places = column.dictionary.map((level) => ranks?.get(level) ?? ranks?.size ?? 0);
  return Float64Array.from(column.codes, (code) => (code < 0 ? -Infinity : places[code]!));
}
