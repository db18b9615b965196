import type { Column, RowSample } from '../../store';

export type Category = Column & { type: 'category' };

/** Rows of the healthy time and of the window after it, in order of time, as one. */
export interface Rows extends Omit<RowSample, 'total' | 'share'> {
  /** Row at which the window begins. */
  boundary: number;
  beforeFrom: number;
  windowFrom: number;
  windowTo: number;
  /** Shares of all predictions that were read. */
  beforeShare: number;
  windowShare: number;
}

const NUMBERS = [
  'ts',
  'weights',
  'status',
  'latency',
  'cost',
  'scores',
  'labelValues',
  'labelTs',
  'received',
  'fingerprints',
] as const;

export function joinSamples(
  before: RowSample,
  window: RowSample,
  times: Pick<Rows, 'beforeFrom' | 'windowFrom' | 'windowTo'>,
): Rows {
  const join = (a: Float64Array, b: Float64Array): Float64Array => {
    const joined = new Float64Array(a.length + b.length);
    joined.set(a);
    joined.set(b, a.length);
    return joined;
  };
  const namesOf = (first: object, second: object): string[] => [
    ...new Set([...Object.keys(first), ...Object.keys(second)]),
  ];
  const missing = (rows: number): Float64Array => new Float64Array(rows).fill(NaN);
  const flags = (name: string): Uint8Array => {
    const joined = new Uint8Array(before.rows + window.rows);
    joined.set(before.invalid[name] ?? new Uint8Array(before.rows));
    joined.set(window.invalid[name] ?? new Uint8Array(window.rows), before.rows);
    return joined;
  };
  return {
    ...times,
    boundary: before.rows,
    beforeShare: before.share,
    windowShare: window.share,
    rows: before.rows + window.rows,
    ...(Object.fromEntries(NUMBERS.map((name) => [name, join(before[name], window[name])])) as Record<
      (typeof NUMBERS)[number],
      Float64Array
    >),
    features: mapNames(namesOf(before.features, window.features), (name) =>
      joinColumns(before.features[name]!, window.features[name]!),
    ),
    dimensions: mapNames(
      namesOf(before.dimensions, window.dimensions),
      (name) => joinColumns(before.dimensions[name]!, window.dimensions[name]!) as Category,
    ),
    invalid: mapNames(namesOf(before.invalid, window.invalid), flags),
    invalidTexts: { ...before.invalidTexts, ...window.invalidTexts },
    ages: mapNames(namesOf(before.ages, window.ages), (name) =>
      join(before.ages[name] ?? missing(before.rows), window.ages[name] ?? missing(window.rows)),
    ),
    classes: joinColumns(before.classes, window.classes) as Category,
    labels: joinColumns(before.labels, window.labels) as Category,
  };
}

const mapNames = <T>(names: readonly string[], make: (name: string) => T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, make(name)]));

function joinColumns(before: Column, window: Column): Column {
  if (before.type === 'number' && window.type === 'number') {
    const values = new Float64Array(before.values.length + window.values.length);
    values.set(before.values);
    values.set(window.values, before.values.length);
    return { type: 'number', values };
  }
  return joinCategories(before as Category, window as Category);
}

/** Dictionaries of two reads may differ: codes of the second become those of the first. */
function joinCategories(before: Category, window: Category): Category {
  const dictionary = [...before.dictionary];
  const places = new Map(dictionary.map((text, code) => [text, code]));
  const translated = window.dictionary.map((text) => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, dictionary.length);
    return dictionary.push(text) - 1;
  });
  const codes = new Int32Array(before.codes.length + window.codes.length);
  codes.set(before.codes);
  window.codes.forEach((code, row) => {
    codes[before.codes.length + row] = code === -1 ? -1 : translated[code]!;
  });
  return { type: 'category', codes, dictionary };
}
