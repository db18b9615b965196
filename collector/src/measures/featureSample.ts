/** Values of a feature in some rows: NaN, or a code of -1, is missing; codes are places in the dictionary. */
export type SampleColumn =
  { type: 'number'; values: Float64Array } | { type: 'category'; codes: Int32Array; dictionary: string[] };

/** Rows in columns, where a measure needs the values of a row together. */
export interface FeatureSample {
  rows: number;
  /** How many predictions each row stands for. */
  weights: Float64Array;
  columns: Record<string, SampleColumn>;
}
