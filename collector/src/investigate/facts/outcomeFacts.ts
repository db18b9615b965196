import type { BaselineEntry, ModelEntry, ModelSpec } from '../../contract';
import { SCORE_COLUMN } from '../../contract';
import type { Rows } from '../rows';
import { binCategories, binNumbers, codesOf, placeAmong } from './bins';
import { type Fact, NOT_APPLICABLE } from './fact';
import { baselineOf, thresholdOf } from './featureFacts';

/** Scores are cut into so many bins, within which the labels of two times are compared. */
const STRATA = 10;
const MOST_BINS_BY_SEGMENT = 200;

/** What the model answered, and what turned out to be true given its answer. */
export function outcomeFacts(rows: Rows, { spec }: ModelEntry, baseline: BaselineEntry | null): Fact[] {
  const scores = answeredScores(rows);
  const floor = thresholdOf(spec, 'drift.totalVariation', 0.1);
  const profile = baseline?.columns[SCORE_COLUMN];
  const score: Fact = {
    kind: 'score',
    name: 'score',
    feature: null,
    shape: 'shift',
    ...binNumbers(scores, rows.boundary),
    floor,
    critical: 2 * floor,
    baseline: profile && baselineOf({ type: 'number', values: scores }, profile),
  };
  const classes: Fact = {
    kind: 'score',
    name: 'class',
    feature: null,
    shape: 'shift',
    ...binCategories(rows.classes.codes, rows.classes.dictionary.length),
    floor,
    critical: 2 * floor,
  };
  const labels = spec.task === 'regression' ? residualFact(rows) : labelFact(rows, spec, scores);
  return [score, ...(spec.task === 'multiclass' ? [classes] : []), ...labels];
}

const answeredScores = (rows: Rows): Float64Array =>
  rows.scores.map((score, row) => (rows.status[row]! < 400 ? score : NaN));

/** The label within strata of the score (of each predicted class): moves when truth given the features moves. */
function labelFact(rows: Rows, spec: ModelSpec, scores: Float64Array): Fact[] {
  const strata = strataOf(rows, scores);
  const labels = binCategories(rows.labels.codes, rows.labels.dictionary.length);
  if (labels.bins < 2) return [];
  const predicted = binCategories(rows.classes.codes, rows.classes.dictionary.length);
  const perClass = spec.task === 'multiclass' ? predicted.bins : 1;
  const bins = perClass * STRATA * labels.bins;
  const codes = new Int16Array(rows.rows).fill(NOT_APPLICABLE);
  for (let row = 0; row < rows.rows; row++) {
    const ofClass = perClass === 1 ? 0 : predicted.codes[row]!;
    if (strata[row] === NOT_APPLICABLE || labels.codes[row] === NOT_APPLICABLE || ofClass < 0) continue;
    codes[row] = (ofClass * STRATA + strata[row]!) * labels.bins + labels.codes[row]!;
  }
  return [
    {
      kind: 'performance',
      name: 'label given score',
      feature: null,
      shape: 'conditional',
      bins,
      // Counts are kept for every segment and stretch: of a model with many classes they would not fit.
      onlyWhole: bins > MOST_BINS_BY_SEGMENT,
      classes: labels.bins,
      codes,
      floor: 0.05,
      critical: 0.1,
    },
  ];
}

/** Quantiles of the scores of the time before. */
function strataOf(rows: Rows, scores: Float64Array): Int16Array {
  const known = scores
    .subarray(0, rows.boundary)
    .filter((score) => !Number.isNaN(score))
    .sort();
  const edges = Array.from(
    { length: STRATA - 1 },
    (_, index) => known[Math.floor(((index + 1) / STRATA) * (known.length - 1))] ?? 0,
  );
  return codesOf(scores, (score) => placeAmong(edges, score));
}

/** The error of a regression. */
function residualFact(rows: Rows): Fact[] {
  const residuals = rows.scores.map((score, row) =>
    rows.status[row]! < 400 ? score - rows.labelValues[row]! : NaN,
  );
  if (residuals.every(Number.isNaN)) return [];
  return [
    {
      kind: 'performance',
      name: 'error of the prediction',
      feature: null,
      shape: 'shift',
      ...binNumbers(residuals, rows.boundary),
      floor: 0.1,
      critical: 0.2,
    },
  ];
}
