import type { Shape } from '../query';

/**
 * What a measure is computed from. The query engine has one way to get each from the store; a measure names the one
 * it takes. `bins`: counts of one column in the baseline and now. `values`: the distinct values of one numeric column
 * in the baseline and now. `confusion`: predicted by actual class. `scores`:
 * labelled rows by distinct score. `classScores`: the same for each of three or more classes. `top`: the labelled
 * rows with the highest scores. `residuals`: sums over the errors of a regression. `estimate`: scores of predictions
 * with what the labels of the baseline say about such scores. `estimatedLoss`: the errors that trees, fitted to those of
 * the baseline, expect of predictions. `groups`: a confusion per value of a segment. `arrivals`: served and labelled
 * counts with lags. `groupScores`: rows by distinct score per value of a segment. `serving`: requests with status, latency and cost. `budget`: good and bad
 * requests over the windows of an objective. `constantForecast`: residuals beside the labels. `forecastIntervals`: labels in
 * the intervals that predictions came with. `ranking`: how the predictions of each request are ordered. `lags`: how long labels took or have been waited for. `triangle`: labels by the
 * day of their prediction and their age. `ages`: how old features were when served. `punctuality`: how late predictions
 * came. `parity`: served beside offline values. `outcomes`: what came of predictions; `outcomePair`: of two deployments.
 * `agreement`: answers of candidates in shadow beside the served ones.
 * `spending`: costs of requests and of their days; `budgetSpending`: of a month up to a moment. `attributions`: what
 * features contributed, now and before. `evidence`: how far features have drifted hour by hour. `strata`: bins of a
 * feature within rows of the same class, label or segment value; `weightedBins`: of every feature with its importance;
 * `predictedClasses`: in the baseline and now; `reconstruction` and `domains`: rows with all their features; `volume`:
 * requests now and in the same hours of earlier weeks. `collector`: the collector's own state.
 */
export type InputKind =
  | 'bins'
  | 'values'
  | 'confusion'
  | 'scores'
  | 'classScores'
  | 'top'
  | 'residuals'
  | 'constantForecast'
  | 'forecastIntervals'
  | 'ranking'
  | 'estimate'
  | 'estimatedLoss'
  | 'groups'
  | 'groupScores'
  | 'arrivals'
  | 'serving'
  | 'budget'
  | 'lags'
  | 'triangle'
  | 'ages'
  | 'punctuality'
  | 'parity'
  | 'outcomes'
  | 'outcomePair'
  | 'agreement'
  | 'spending'
  | 'budgetSpending'
  | 'attributions'
  | 'evidence'
  | 'strata'
  | 'weightedBins'
  | 'predictedClasses'
  | 'reconstruction'
  | 'domains'
  | 'volume'
  | 'collector';

export type Family =
  | 'drift'
  | 'quality'
  | 'performance'
  | 'estimate'
  | 'fairness'
  | 'labels'
  | 'serving'
  | 'objectives'
  | 'cost'
  | 'freshness'
  | 'parity'
  | 'outcomes'
  | 'explanations'
  | 'collector';

export interface ParameterDefinition {
  name: string;
  title: string;
  type: 'number' | 'choice' | 'segment' | 'text';
  /** Of a `choice`. */
  options?: readonly string[];
  /** One without a default must be given, unless it is optional. */
  default?: number | string;
  optional?: boolean;
  min?: number;
  max?: number;
  description: string;
}

/** One row of the catalogue: the editor, the documentation, the validation and the alert examples are made from it. */
export interface MeasureDefinition {
  /** `family.measure`, in the words of the field. */
  id: string;
  family: Family;
  title: string;
  /** One line: what it tells. */
  meaning: string;
  /** Grafana's unit id; `none` for a pure number, `currency` where the model's currency decides. */
  unit: string;
  min?: number;
  max?: number;
  better: 'lower' | 'higher' | 'none';
  /** Where breach begins, unless the model's own thresholds say otherwise; null: no verdict but by an objective. */
  threshold: number | null;
  input: InputKind;
  /** Computed per feature (and the score), or once for the model. */
  perFeature: boolean;
  /** One value for each group of the segment that its parameters name, as the label `group`. */
  perGroup?: boolean;
  /** Its `table` is one of its own: cells of a confusion, points of a curve; `frames.ts` names the columns. */
  ownTable?: boolean;
  needsLabels: boolean;
  parameters: readonly ParameterDefinition[];
  shapes: readonly Shape[];
  /** Whether `groupBy` version, deployment, environment and segments makes sense. */
  groupable: boolean;
  /** From aggregates exactly, within a bound, or from raw rows. */
  accuracy: 'exact' | 'bounded' | 'raw';
  /** Tasks it is defined for; every task unless given. */
  tasks?: readonly ('binary' | 'multiclass' | 'regression')[];
  /** Types of features it is defined for; every type unless given. */
  featureTypes?: readonly ('number' | 'category' | 'boolean')[];
  /** Compared with a baseline, without which it has no value. */
  needsBaseline?: boolean;
  /** Takes earlier windows in the place of a registered baseline. */
  comparesWindows?: boolean;
  /** A count and no estimate: a small sample does not make it less certain, so no minimum sample is asked. */
  anySample?: boolean;
  formula: string;
  source: string;
}
