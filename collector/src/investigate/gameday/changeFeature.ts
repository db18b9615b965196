import { badRequest, type Injection } from '../../contract';
import type { Column, RowSample } from '../../store';

type Numbers = Column & { type: 'number' };
type Category = Column & { type: 'category' };

/** Changes the values of a feature in the struck rows, as a broken pipeline would. */
export function changeFeature(sample: RowSample, injection: Injection, struck: readonly number[]): RowSample {
  const name = featureOf(sample, injection);
  const column = sample.features[name]!;
  const put = (changed: Column): RowSample => ({
    ...sample,
    features: { ...sample.features, [name]: changed },
  });
  const numbers = (change: (value: number) => number): RowSample => {
    const values = requireNumbers(column, injection, name).values.slice();
    for (const row of struck) if (!Number.isNaN(values[row]!)) values[row] = change(values[row]!);
    return put({ type: 'number', values });
  };
  const size = injection.size;
  switch (injection.kind) {
    case 'factor':
      return numbers((value) => value * (size ?? 12));
    case 'offset': {
      const { values } = requireNumbers(column, injection, name);
      const moved = (size ?? 1) * deviationOf(values);
      const step = values.every((value) => Number.isNaN(value) || Number.isInteger(value))
        ? Math.round(moved)
        : moved;
      return numbers((value) => value + step);
    }
    case 'truncated':
      return numbers((value) => Math.trunc(value / (size ?? 1)) * (size ?? 1));
    case 'clipped': {
      const sorted = requireNumbers(column, injection, name)
        .values.filter((value) => !Number.isNaN(value))
        .sort();
      const bound = sorted[Math.floor((size ?? 0.7) * (sorted.length - 1))]!;
      return numbers((value) => Math.min(value, bound));
    }
    case 'constant':
      return put(withConstant(column, struck));
    case 'missing':
      return put(withMissing(column, struck));
    case 'invalid': {
      const flags = (sample.invalid[name] ?? new Uint8Array(sample.rows)).slice();
      for (const row of struck) flags[row] = 1;
      return {
        ...put(withMissing(column, struck)),
        invalid: { ...sample.invalid, [name]: flags },
        invalidTexts: { ...sample.invalidTexts, [name]: ['"n/a"'] },
      };
    }
    case 'renamed':
    case 'merged':
      return put(withRenamed(requireCategory(column, injection, name), injection.kind, struck));
    case 'swapped': {
      const other = injection.otherFeature ?? '';
      const second = sample.features[other];
      if (!second || second.type !== column.type) {
        throw badRequest(
          'injection-invalid',
          `To swap ${name} another feature of the same type is needed: name it as otherFeature.`,
          '$.inject.otherFeature',
        );
      }
      const [first, exchanged] = exchange(column, second, struck);
      return { ...sample, features: { ...sample.features, [name]: first, [other]: exchanged } };
    }
    default:
      throw new TypeError(`${injection.kind} changes no feature`);
  }
}

/** The feature that is named, which must be there. */
export function featureOf(sample: RowSample, { kind, feature }: Injection): string {
  if (feature !== undefined && sample.features[feature]) return feature;
  throw badRequest(
    'injection-invalid',
    `An injection of ${kind} needs a feature: there are ${Object.keys(sample.features).join(', ')}.`,
    '$.inject.feature',
  );
}

function requireNumbers(column: Column, { kind }: Injection, name: string): Numbers {
  if (column.type === 'number') return column;
  throw badRequest('injection-invalid', `${kind} needs a number, and ${name} is none.`, '$.inject.feature');
}

function requireCategory(column: Column, { kind }: Injection, name: string): Category {
  if (column.type === 'category') return column;
  throw badRequest('injection-invalid', `${kind} needs a category, and ${name} is none.`, '$.inject.feature');
}

function deviationOf(values: Float64Array): number {
  let [n, sum, squares] = [0, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    n += 1;
    sum += value;
    squares += value * value;
  }
  return n === 0 ? 0 : Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}

function withMissing(column: Column, struck: readonly number[]): Column {
  if (column.type === 'number') {
    const values = column.values.slice();
    for (const row of struck) values[row] = NaN;
    return { type: 'number', values };
  }
  const codes = column.codes.slice();
  for (const row of struck) codes[row] = -1;
  return { ...column, codes };
}

/** The value of the first row: a stuck one. */
function withConstant(column: Column, struck: readonly number[]): Column {
  if (column.type === 'number') {
    const values = column.values.slice();
    const stuck = column.values.find((value) => !Number.isNaN(value)) ?? 0;
    for (const row of struck) values[row] = stuck;
    return { type: 'number', values };
  }
  const codes = column.codes.slice();
  const stuck = column.codes.find((code) => code !== -1) ?? 0;
  for (const row of struck) codes[row] = stuck;
  return { ...column, codes };
}

/** Levels by how often they occur, the most frequent first. */
function rankLevels(codes: Int32Array): number[] {
  const counts = new Map<number, number>();
  for (const code of codes) if (code !== -1) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b).map(([code]) => code);
}

/** The most frequent level gets another name, or the second most frequent is counted as the first. */
function withRenamed(column: Category, kind: 'renamed' | 'merged', struck: readonly number[]): Category {
  const [first = 0, second = first] = rankLevels(column.codes);
  const dictionary = [...column.dictionary];
  const [from, to] =
    kind === 'renamed' ? [first, dictionary.push(`${dictionary[first]} (new)`) - 1] : [second, first];
  const codes = column.codes.slice();
  for (const row of struck) if (codes[row] === from) codes[row] = to;
  return { type: 'category', codes, dictionary };
}

function exchange(first: Column, second: Column, struck: readonly number[]): [Column, Column] {
  if (first.type === 'number' && second.type === 'number') {
    const [a, b] = [first.values.slice(), second.values.slice()];
    for (const row of struck) {
      a[row] = second.values[row]!;
      b[row] = first.values[row]!;
    }
    return [
      { type: 'number', values: a },
      { type: 'number', values: b },
    ];
  }
  return [
    exchangeInto(first as Category, second as Category, struck),
    exchangeInto(second as Category, first as Category, struck),
  ];
}

function exchangeInto(into: Category, from: Category, struck: readonly number[]): Category {
  const dictionary = [...into.dictionary];
  const places = from.dictionary.map((text) => {
    const known = dictionary.indexOf(text);
    return known === -1 ? dictionary.push(text) - 1 : known;
  });
  const codes = into.codes.slice();
  for (const row of struck) codes[row] = from.codes[row] === -1 ? -1 : places[from.codes[row]!]!;
  return { type: 'category', codes, dictionary };
}
