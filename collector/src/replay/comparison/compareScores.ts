import type { ComparedSegment, Interval, ScoreShift } from '../../contract';
import { CONFIDENCE, criticalValue, wilsonInterval } from '../../measures';
import { MeasuredPairs } from './measurePairs';
import { effectiveRows, MISSING_GROUP, type PairedRows, takeLabelled } from './pairedRows';

/** Groups of a segment that are shown: the largest ones. */
const MOST_GROUPS = 20;
/** Rows of each direction of flips that are named. */
const EXAMPLES = 5;
/** Measures that a segment's groups are compared by: those whose intervals cost nothing. */
const BY_GROUP = {
  binary: ['performance.rocAuc', 'performance.accuracy'],
  regression: ['performance.mae'],
} as const;

/** Weighted share of the rows that both sides classify alike, with Wilson's interval; null of a regression. */
export function agreementOf(
  { task, rows, weights, referenceClasses, candidateClasses }: PairedRows,
  keep: (row: number) => boolean = () => true,
): { value: number; interval: Interval | null } | null {
  if (task !== 'binary') return null;
  let [alike, total, squares] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    if (!keep(row)) continue;
    const weight = weights[row]!;
    total += weight;
    squares += weight * weight;
    if (referenceClasses[row] === candidateClasses[row]) alike += weight;
  }
  if (!(total > 0)) return null;
  const value = alike / total;
  const interval = wilsonInterval({ share: value, n: (total * total) / squares });
  return { value, interval: interval && { ...interval, confidence: CONFIDENCE } };
}

/** Rows that changed class in one direction, and those among them whose scores differ most. */
export interface FlippedRows {
  /** Class (0 or 1) of the reference. */
  from: 0 | 1;
  rows: number;
  labelled: number;
  right: number;
  examples: number[];
}

export function flipsOf(rows: PairedRows): FlippedRows[] {
  if (rows.task !== 'binary') return [];
  return ([0, 1] as const).map((from) => {
    const flipped: number[] = [];
    for (let row = 0; row < rows.rows; row++) {
      if (rows.referenceClasses[row] === from && rows.candidateClasses[row] !== from) flipped.push(row);
    }
    const labelled = flipped.filter((row) => rows.labels[row]! >= 0);
    const distance = (row: number): number => Math.abs(rows.candidate[row]! - rows.reference[row]!);
    return {
      from,
      rows: flipped.length,
      labelled: labelled.length,
      right: labelled.filter((row) => rows.labels[row] !== from).length,
      examples: [...flipped].sort((a, b) => distance(b) - distance(a) || a - b).slice(0, EXAMPLES),
    };
  });
}

/** How the scores moved, row by row; null without rows. */
export function shiftOf({ rows, weights, reference, candidate }: PairedRows): ScoreShift | null {
  if (rows === 0) return null;
  let [total, ofReference, ofCandidate, squares] = [0, 0, 0, 0];
  const differences = candidate.map((score, row) => score - reference[row]!);
  for (let row = 0; row < rows; row++) {
    const weight = weights[row]!;
    total += weight;
    ofReference += weight * reference[row]!;
    ofCandidate += weight * candidate[row]!;
    squares += weight * differences[row]! ** 2;
  }
  const mean = (ofCandidate - ofReference) / total;
  const precise = effectiveRows(weights);
  const spread = Math.sqrt(Math.max(0, squares / total - mean * mean) / Math.max(1, precise - 1));
  const half = criticalValue(CONFIDENCE) * spread;
  const ordered = differences.slice().sort();
  const at = (share: number): number => {
    const place = share * (rows - 1);
    const [low, high] = [ordered[Math.floor(place)]!, ordered[Math.ceil(place)]!];
    return low + (high - low) * (place - Math.floor(place));
  };
  return {
    rows,
    reference: ofReference / total,
    candidate: ofCandidate / total,
    mean,
    interval: precise > 1 ? { lower: mean - half, upper: mean + half, confidence: CONFIDENCE } : null,
    quantiles: { p05: at(0.05), p50: at(0.5), p95: at(0.95) },
    largest: Math.max(-ordered[0]!, ordered[rows - 1]!),
  };
}

/** The largest groups of every segment, each compared by itself. */
export function compareSegments(
  rows: PairedRows,
  labelWeights: Float64Array,
  seed: number,
): ComparedSegment[] {
  return Object.keys(rows.segments).flatMap((segment) =>
    groupsOf(rows, segment).map(({ group, rows: size, keep }): ComparedSegment => {
      const sample = takeLabelled(rows, labelWeights, keep);
      return {
        segment,
        group,
        rows: size,
        labelled: sample.rows,
        agreement: agreementOf(rows, keep)?.value ?? null,
        measures: new MeasuredPairs(sample, seed, BY_GROUP[rows.task]).compare(),
      };
    }),
  );
}

export interface GroupOfRows {
  group: string;
  rows: number;
  keep: (row: number) => boolean;
}

export function groupsOf(rows: PairedRows, segment: string): GroupOfRows[] {
  const { codes, dictionary } = rows.segments[segment]!;
  const sizes = new Map<number, number>();
  for (let row = 0; row < rows.rows; row++) sizes.set(codes[row]!, (sizes.get(codes[row]!) ?? 0) + 1);
  return [...sizes]
    .sort(([codeA, a], [codeB, b]) => b - a || codeA - codeB)
    .slice(0, MOST_GROUPS)
    .map(([code, size]) => ({
      group: dictionary[code] ?? MISSING_GROUP,
      rows: size,
      keep: (row) => codes[row] === code,
    }));
}
