import type { Finding, ModelSpec } from '../../contract';
import { deLong } from '../../measures';
import type { Rows } from '../rows';
import type { ChangedRows } from './changedRows';

/** Labelled rows on each side that a performance is told from. */
const FEWEST_LABELLED = 50;

/** What the change did to the performance: of its segment, before and within it, on the rows whose labels have arrived. */
export function measurePerformance(
  rows: Rows,
  spec: ModelSpec,
  { before, after }: ChangedRows,
): Finding['performance'] {
  const isLabelled = (row: number): boolean => rows.labels.codes[row] !== -1 && rows.status[row]! < 400;
  const [old, now] = [before.filter(isLabelled), after.filter(isLabelled)];
  if (old.length < FEWEST_LABELLED || now.length < FEWEST_LABELLED) return null;
  const measure = spec.task === 'regression' ? 'mae' : spec.task === 'multiclass' ? 'accuracy' : 'rocAuc';
  const compute = { rocAuc: areaOf, accuracy: accuracyOf, mae: meanAbsoluteError }[measure];
  const [first, second] = [compute(rows, old, spec), compute(rows, now, spec)];
  if (first === null || second === null) return null;
  return { measure, before: first, after: second, labelled: now.length, coverage: now.length / after.length };
}

function areaOf(rows: Rows, list: readonly number[], { positiveClass }: ModelSpec): number | null {
  const positive = rows.labels.dictionary.indexOf(String(positiveClass));
  const sorted = list
    .filter((row) => !Number.isNaN(rows.scores[row]!))
    .sort((a, b) => rows.scores[a]! - rows.scores[b]!);
  const isPositive = sorted.map((row) => rows.labels.codes[row] === positive);
  const area = deLong({
    ...distinctScores(
      sorted.map((row) => rows.scores[row]!),
      isPositive,
    ),
  });
  return area?.area ?? null;
}

/** Rows by ascending score as counts by distinct score. */
function distinctScores(
  scores: readonly number[],
  isPositive: readonly boolean[],
): { scores: Float64Array; positives: Float64Array; negatives: Float64Array } {
  const [distinct, positives, negatives]: [number[], number[], number[]] = [[], [], []];
  scores.forEach((score, index) => {
    if (distinct.length === 0 || distinct[distinct.length - 1] !== score) {
      distinct.push(score);
      positives.push(0);
      negatives.push(0);
    }
    (isPositive[index] ? positives : negatives)[distinct.length - 1]! += 1;
  });
  return {
    scores: Float64Array.from(distinct),
    positives: Float64Array.from(positives),
    negatives: Float64Array.from(negatives),
  };
}

const accuracyOf = (rows: Rows, list: readonly number[]): number => {
  const right = list.filter(
    (row) =>
      rows.classes.dictionary[rows.classes.codes[row]!] === rows.labels.dictionary[rows.labels.codes[row]!],
  );
  return right.length / list.length;
};

function meanAbsoluteError(rows: Rows, list: readonly number[]): number | null {
  const errors = list
    .map((row) => Math.abs(rows.scores[row]! - rows.labelValues[row]!))
    .filter((error) => !Number.isNaN(error));
  return errors.length === 0 ? null : errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
