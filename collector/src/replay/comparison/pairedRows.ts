/** Codes of the groups of a segment; -1 where the row has none. */
export interface GroupCodes {
  codes: Int32Array;
  dictionary: string[];
}

/** Rows that two sides scored, as columns: plain data, which goes to a thread. */
export interface PairedRows {
  task: 'binary' | 'regression';
  /** Of a binary model: the class that is not positive, and the positive one. */
  classes: [string, string];
  rows: number;
  ts: Float64Array;
  /** 1 / sampleRate. */
  weights: Float64Array;
  reference: Float64Array;
  candidate: Float64Array;
  /** 1 where the positive class is predicted; all 0 of a regression. */
  referenceClasses: Uint8Array;
  candidateClasses: Uint8Array;
  /** Of a binary model: 1 positive, 0 not; -1 where the label has not arrived. Of a regression: 0 where it has. */
  labels: Int8Array;
  /** Of a regression; NaN where there is none. */
  labelValues: Float64Array;
  segments: Record<string, GroupCodes>;
}

/** Name that a missing value of a segment has everywhere. */
export const MISSING_GROUP = 'missing';

/** Labelled rows of both sides, each with the weight that it stands for. */
export interface PairedSample {
  task: PairedRows['task'];
  classes: [string, string];
  rows: number;
  weights: Float64Array;
  /** Rows of equal weights that would be as precise (Kish 1965): (Σw)² / Σw². */
  effectiveRows: number;
  reference: Side;
  candidate: Side;
  positive: Uint8Array;
  labelValues: Float64Array;
}

export interface Side {
  scores: Float64Array;
  classes: Uint8Array;
}

/** The labelled rows among some. @param weights by row, of what each labelled row stands for */
export function takeLabelled(
  rows: PairedRows,
  weights: Float64Array,
  keep: (row: number) => boolean = () => true,
): PairedSample {
  const kept: number[] = [];
  for (let row = 0; row < rows.rows; row++) if (rows.labels[row]! >= 0 && keep(row)) kept.push(row);
  const numbers = (column: Float64Array): Float64Array => Float64Array.from(kept, (row) => column[row]!);
  const bytes = (column: Uint8Array | Int8Array): Uint8Array => Uint8Array.from(kept, (row) => column[row]!);
  const own = numbers(weights);
  return {
    task: rows.task,
    classes: rows.classes,
    rows: kept.length,
    weights: own,
    effectiveRows: effectiveRows(own),
    reference: { scores: numbers(rows.reference), classes: bytes(rows.referenceClasses) },
    candidate: { scores: numbers(rows.candidate), classes: bytes(rows.candidateClasses) },
    positive: bytes(rows.labels),
    labelValues: numbers(rows.labelValues),
  };
}

export function effectiveRows(weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}
