import {
  badRequest,
  type ModelEntry,
  type ModelSpec,
  type VersionCheck,
  type VersionSpec,
} from '../contract';
import type { BaselineSample, Column, Store } from '../store';
import type { TrialRows, TrialScores } from './registry';
import { roundingOf } from './roundingOf';

/** Rows of a baseline that a version is tried on: enough that every level of a category is among them. */
const ROWS = 500;
/** That of float32 arithmetic in another order. */
const TOLERANCE = 1e-6;
/** Features that are told of a row. */
const MOST_FEATURES = 20;

/** Rows of a baseline, and the scores that its version was logged with. */
export interface HeldRows {
  baseline: string;
  trial: TrialRows;
  /** NaN where there is none. */
  logged: Float64Array;
}

/** Some rows of a baseline, the same ones each time. */
export async function readHeldRows(
  store: Pick<Store, 'sampleBaseline'>,
  { spec, schema }: ModelEntry,
  baselineVersion: string,
): Promise<HeldRows> {
  const sample = await store.sampleBaseline({
    model: spec.model,
    baselineVersion,
    features: schema.features.map(({ name }) => name),
    segments: [],
    classes: spec.task === 'multiclass' ? (spec.classes ?? []) : [],
    limit: ROWS,
  });
  return {
    baseline: baselineVersion,
    trial: { rows: sample.rows, features: sample.features },
    logged: likeliest(sample),
  };
}

/** Of three or more classes the score is that of the likeliest, as a version's is. */
function likeliest({ scores, classScores }: BaselineSample): Float64Array {
  const [first] = classScores;
  return first ? first.map((_, row) => Math.max(...classScores.map((one) => one[row]!))) : scores;
}

export interface Held {
  version: string;
  spec: VersionSpec;
  model: ModelSpec;
  rows: HeldRows;
  prepared: { scored?: TrialScores };
}

/**
 * Holds what a version makes of rows of a baseline against what it was logged with there. A row that was logged with a
 * score and gets none is one that differs; scores of another version's baseline are not compared.
 */
export function holdScores({ version, spec, model, rows, prepared: { scored } }: Held): VersionCheck {
  const { baseline, trial, logged } = rows;
  const rounding = roundingOf(logged);
  const tolerance = spec.tolerance ?? Math.max(TOLERANCE, rounding);
  const check = { baseline, rows: trial.rows, failed: {}, compared: 0, differing: 0, tolerance };
  if (!scored) {
    const told = `${version} was not tried on the baseline of ${baseline}: it lacks a feature that the version takes.`;
    return { ...check, rows: 0, largestDifference: null, told };
  }
  const { scores, failed } = scored;
  const isOwn = baseline === version;
  let first = -1;
  let largestDifference: number | null = null;
  for (let row = 0; isOwn && row < trial.rows; row++) {
    if (Number.isNaN(logged[row]!)) continue;
    check.compared += 1;
    const difference = Math.abs(scores[row]! - logged[row]!);
    if (difference <= tolerance * Math.max(1, Math.abs(logged[row]!))) {
      largestDifference = Math.max(largestDifference ?? 0, difference);
      continue;
    }
    check.differing += 1;
    if (!Number.isNaN(difference)) largestDifference = Math.max(largestDifference ?? 0, difference);
    if (first === -1) first = row;
  }
  const reasons = Object.entries(failed).map(([reason, count]) => `${reason} (${count} rows)`);
  const told =
    check.compared === 0
      ? `${version} was tried on ${trial.rows} rows of the baseline of ${baseline}, which has no scores of it to be held against.`
      : first === -1
        ? `${version} gives the ${check.compared} scores of its baseline that it was tried on.`
        : `${version} does not give the scores that its baseline was logged with, in ${check.differing} of ${check.compared} rows; ` +
          `the first of them (${showRow(trial, model, first)}) was logged with ${logged[first]} and gets ` +
          `${Number.isNaN(scores[first]!) ? 'none' : scores[first]}.`;
  const withReasons = reasons.length === 0 ? told : `${told} Not scored: ${reasons.join('; ')}.`;
  return { ...check, failed, largestDifference, told: withReasons };
}

/** @throws ModelWatchError `version-scores-differ`, or `version-scores-nothing` */
export function refuseDifferences({ differing, rows, failed, told }: VersionCheck): void {
  if (differing > 0) {
    throw badRequest(
      'version-scores-differ',
      `${told} Check the order of the features in its inputs, how categories become numbers and what stands for a ` +
        'missing value; where the file may differ by so much, say by how much in `tolerance`.',
      '$.inputs',
    );
  }
  const unscored = Object.values(failed).reduce((sum, count) => sum + count, 0);
  if (rows > 0 && unscored === rows) {
    throw badRequest(
      'version-scores-nothing',
      `${told} Correct how the features become tensors.`,
      '$.inputs',
    );
  }
}

const showRow = ({ features }: TrialRows, model: ModelSpec, row: number): string => {
  const shown = model.features.flatMap(({ name }) => {
    const column = features[name];
    return column ? [`${name} ${showValue(column, row)}`] : [];
  });
  const rest = shown.length > MOST_FEATURES ? `, and ${shown.length - MOST_FEATURES} more` : '';
  return `${shown.slice(0, MOST_FEATURES).join(', ')}${rest}`;
};

function showValue(column: Column, row: number): string {
  if (column.type === 'category') return column.dictionary[column.codes[row]!] ?? 'missing';
  const value = column.values[row]!;
  return Number.isNaN(value) ? 'missing' : String(value);
}
