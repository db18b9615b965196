import type { Column } from './population';

/** A stretch of logged predictions in order of time, in columns: what every rule here is evaluated on. */
export interface Traffic {
  /** Milliseconds since 1970; a midnight. */
  from: number;
  hours: number;
  columns: Column[];
  rows: number;
  /** Since the beginning. */
  minutes: Int32Array;
  /** Bin of each feature, in the order of the columns. */
  bins: Uint8Array[];
  /** Values of the one number that is a feature here. */
  ages: Float32Array;
  segments: { name: string; values: string[]; codes: Uint8Array }[];
  /** 0 answered, 1 the client's error, 2 the server's. */
  outcomes: Uint8Array;
  /** Milliseconds. */
  latencies: Float32Array;
  scores: Float32Array;
  labels: Uint8Array;
  /** Minute of arrival since the beginning; Infinity where it never comes. */
  labelMinutes: Float64Array;
}

export type Drawn = Pick<
  Traffic,
  'minutes' | 'bins' | 'ages' | 'outcomes' | 'latencies' | 'scores' | 'labels' | 'labelMinutes'
>;

/** Columns with room for some rows. */
export const roomFor = (rows: number, columns: number): Drawn => ({
  minutes: new Int32Array(rows),
  bins: Array.from({ length: columns }, () => new Uint8Array(rows)),
  ages: new Float32Array(rows),
  outcomes: new Uint8Array(rows),
  latencies: new Float32Array(rows),
  scores: new Float32Array(rows),
  labels: new Uint8Array(rows),
  labelMinutes: new Float64Array(rows).fill(Infinity),
});

/** Value of every segment's codes, as one list with the place of its first value. */
export function segmentValues({ segments }: Pick<Traffic, 'segments'>): string[] {
  return segments.flatMap(({ name, values }) => values.map((value) => `${name} = ${value}`));
}
