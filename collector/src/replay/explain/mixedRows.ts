import type { Column } from '../../store';
import type { ColumnBatch } from '../worker/messages';

/** One feature of the rows to explain and of the background, over one dictionary where it is a category. */
interface MixedFeature {
  name: string;
  rows: Float64Array | Int32Array;
  background: Float64Array | Int32Array;
  dictionary: string[] | null;
}

/**
 * Rows whose features are taken partly from a row to explain and partly from a row of the background. Rows are named by
 * their places, features by theirs.
 */
export class MixedRows {
  readonly features: string[];
  private readonly mixed: MixedFeature[];

  constructor(names: readonly string[], rows: Record<string, Column>, background: Record<string, Column>) {
    this.features = [...names];
    this.mixed = names.map((name) => mix(name, rows[name]!, background[name]!));
  }

  /** Places of the features in which a row and a row of the background differ: the others decide nothing. */
  differing(row: number, background: number): number[] {
    return this.mixed.flatMap((feature, place) =>
      Object.is(feature.rows[row], feature.background[background]) ? [] : [place],
    );
  }

  /** The value of a feature of a row; null is missing. */
  valueOf(place: number, row: number): number | string | null {
    const { rows, dictionary } = this.mixed[place]!;
    const value = rows[row]!;
    if (dictionary) return dictionary[value] ?? null;
    return Number.isNaN(value) ? null : value;
  }

  /**
   * Some mixtures as a batch for the scoring threads.
   * @param take whether a feature of the k-th mixture comes from its row, else from its background
   */
  batch(
    mixtures: { row: Int32Array; background: Int32Array; count: number },
    take: (place: number, k: number) => boolean,
  ): ColumnBatch {
    const { row, background, count } = mixtures;
    const columns = this.mixed.map((feature, place): [string, Column] => {
      const values = feature.dictionary ? new Int32Array(count) : new Float64Array(count);
      for (let k = 0; k < count; k++) {
        values[k] = take(place, k) ? feature.rows[row[k]!]! : feature.background[background[k]!]!;
      }
      return [
        feature.name,
        feature.dictionary
          ? { type: 'category', codes: values as Int32Array, dictionary: feature.dictionary }
          : { type: 'number', values: values as Float64Array },
      ];
    });
    const nothing = (): Column & { type: 'category' } => ({
      type: 'category',
      codes: new Int32Array(count).fill(-1),
      dictionary: [],
    });
    return {
      rows: count,
      features: Object.fromEntries(columns),
      segments: {},
      versions: nothing(),
      classes: nothing(),
      labels: nothing(),
      scores: new Float64Array(count).fill(NaN),
    };
  }
}

function mix(name: string, rows: Column, background: Column): MixedFeature {
  if (rows.type === 'number' && background.type === 'number') {
    return { name, rows: rows.values, background: background.values, dictionary: null };
  }
  const [own, other] = [textsOf(rows), textsOf(background)];
  const dictionary = [...new Set([...own, ...other].filter((text) => text !== null))];
  const codes = new Map(dictionary.map((text, code) => [text, code]));
  const codesOf = (texts: (string | null)[]): Int32Array =>
    Int32Array.from(texts, (text) => (text === null ? -1 : codes.get(text)!));
  return { name, rows: codesOf(own), background: codesOf(other), dictionary };
}

const textsOf = (column: Column): (string | null)[] =>
  column.type === 'number'
    ? Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value)))
    : Array.from(column.codes, (code) => column.dictionary[code] ?? null);
