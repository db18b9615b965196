/*
 * Grafana's data frame, as little of it as is needed. One query answers one frame: wide for a series, long for the
 * rest, so that an Arrow IPC file holds a whole answer.
 */

export type FieldType = 'time' | 'number' | 'string' | 'boolean';
export type FieldValue = number | string | boolean | null;

export interface FieldConfig {
  displayName?: string;
  displayNameFromDS?: string;
  description?: string;
  /** A unit id of Grafana: `percentunit`, `ms`, `s`, `currencyUSD`. */
  unit?: string;
  decimals?: number;
  min?: number;
  max?: number;
  thresholds?: { mode: 'absolute'; steps: { value: number | null; color: string }[] };
  custom?: Record<string, unknown>;
}

export interface Field {
  name: string;
  type: FieldType;
  labels?: Record<string, string>;
  config?: FieldConfig;
  /** Times are milliseconds since 1970 here; the Arrow encoder makes nanoseconds of them. */
  values: FieldValue[];
}

export interface Notice {
  severity: 'info' | 'warning' | 'error';
  text: string;
}

export interface FrameMeta {
  /** Grafana's data plane type, with `typeVersion` [0, 1]. */
  type?: 'timeseries-wide' | 'numeric-long';
  typeVersion?: [number, number];
  preferredVisualisationType?: 'graph' | 'table';
  notices?: Notice[];
  custom?: Record<string, unknown>;
}

export interface Frame {
  name: string;
  refId?: string;
  fields: Field[];
  meta: FrameMeta;
}

/** Names of the fields of a `distribution` frame: one row a bin of a feature. What the distribution panel reads. */
export const DISTRIBUTION_FIELDS = {
  /** Start of the step; there only where the query names a `window`, which asks for the distribution over time. */
  time: 'time',
  feature: 'feature',
  /** `number`, `category` or `boolean`. */
  type: 'type',
  /** `bin`, `level`, `unseen`, `missing` or `invalid`. */
  kind: 'kind',
  /** The level, or the interval in words. */
  bin: 'bin',
  /** Bounds of a numeric bin (lower exclusive, upper inclusive); null where it is open or not numeric. */
  lower: 'lower',
  upper: 'upper',
  baselineShare: 'baseline',
  currentShare: 'current',
  baselineCount: 'baselineCount',
  currentCount: 'currentCount',
  /** The measure's value for the feature, the same in each of its rows. */
  value: 'value',
  threshold: 'threshold',
  verdict: 'verdict',
} as const;

/** Names of the fields of a `table` frame after the labels. */
export const TABLE_FIELDS = {
  value: 'value',
  lower: 'lower',
  upper: 'upper',
  pValue: 'pValue',
  n: 'n',
  weight: 'weight',
  coverage: 'coverage',
  threshold: 'threshold',
  /** `query`, `model`, `floor` or `healthyBlocks`; null where there is no threshold. */
  thresholdSource: 'thresholdSource',
  verdict: 'verdict',
  reason: 'reason',
} as const;

/**
 * Names of the fields of the `table` frame of a rate by group (`fairness.selectionRate` and the other measures of the
 * family with `perGroup` in their row of the catalogue): one row a group of the segment, after the labels that the
 * query groups by. What the disparity panel reads. The fields of any table stand beside them.
 */
export const DISPARITY_FIELDS = {
  /** The value of the segment; of two crossed segments both, as `female · black`. */
  group: 'group',
  /** Logged rows: answered predictions of the group, and those of them whose label has arrived. */
  size: 'size',
  labelled: 'labelled',
  /** The rate of the group; null where it has nothing to take a rate of, `reason` then says what. */
  value: 'value',
  /** 95 % for all groups of the answer together (simultaneous); null where there is no value. */
  low: 'lower',
  high: 'upper',
  /** The rate of the same group in the baseline; null where the baseline cannot tell. */
  baseline: 'baseline',
  /** Boolean: fewer rows than the smallest group that is compared. Shown, and part of no pair. */
  small: 'small',
  /** Boolean: one of the two groups that are furthest apart; at most two rows of one label set. */
  worst: 'worst',
} as const;

/**
 * What the metadata of such a frame says of each label set, in `meta.custom.disparities`. The numbers are null where
 * fewer than two groups are large enough. A ratio is the lowest rate over the highest.
 */
export interface DisparitySummary {
  labels: Record<string, string>;
  highest: string | null;
  lowest: string | null;
  difference: DisparityNumber;
  ratio: DisparityNumber;
}

export interface DisparityNumber {
  value: number | null;
  /** 95 %, over all pairs of groups together. */
  lower: number | null;
  upper: number | null;
  /** Of the same groups in the baseline; null where it cannot tell. */
  baseline: number | null;
}

/**
 * Names of the fields of the `table` frame of `labels.triangle`, after the labels that the query groups by: one row for
 * each day of predictions and age, ascending. What a panel of label arrivals reads.
 */
export const TRIANGLE_FIELDS = {
  /** Start of the day (UTC) on which the predictions were made. */
  day: 'day',
  /** Whole days after its prediction within which a label has arrived: 1, 2, 3... */
  age: 'ageDays',
  /** Share of the day's answered predictions whose label arrived within that age. */
  coverage: 'coverage',
  /** Weight of the labels that arrived within the age, and of the predictions. */
  arrived: 'arrived',
  served: 'served',
  /** Boolean: every prediction of the day is that old; where false, more labels of that age may come. */
  complete: 'complete',
} as const;

/** Columns of the table of `performance.confusionMatrix`: a row a pair of classes. Shares are of weights. */
export const CONFUSION_FIELDS = {
  actual: 'actual',
  predicted: 'predicted',
  count: 'count',
  share: 'share',
  /** On the diagonal the recall of the class. */
  shareOfActual: 'shareOfActual',
  /** On the diagonal the precision of the class. */
  shareOfPredicted: 'shareOfPredicted',
} as const;

/** Columns of the tables of `performance.rocCurve` and `performance.precisionRecallCurve`: a row a threshold. */
export const CURVE_FIELDS = {
  /** Predicted positive from this score on; null where nothing is. */
  threshold: 'threshold',
  falsePositiveRate: 'falsePositiveRate',
  truePositiveRate: 'truePositiveRate',
  recall: 'recall',
  precision: 'precision',
} as const;

/** Columns of the table of `performance.gainTable`: a row a part of the predictions by falling score. */
export const GAIN_FIELDS = {
  /** Share of the predictions in this part and those before it. */
  top: 'top',
  /** Of this part alone. */
  count: 'count',
  positives: 'positives',
  precision: 'precision',
  /** Share of all positives in this part and those before it, and that over `top`. */
  gain: 'gain',
  lift: 'lift',
  liftOfPart: 'liftOfPart',
} as const;

/** Columns of the table of `performance.changeBySegment`: a row a value of the segment; the last two add up to the change. */
export const CHANGE_FIELDS = {
  group: 'group',
  /** Share of the rows that the rate is of. */
  shareNow: 'shareNow',
  shareBefore: 'shareBefore',
  rateNow: 'rateNow',
  rateBefore: 'rateBefore',
  byMix: 'byMix',
  within: 'within',
} as const;

/** The same frame as Grafana's front end writes it in JSON (`DataFrameJSON` of @grafana/data). */
export interface FrameJson {
  schema: {
    name: string;
    refId?: string;
    meta: FrameMeta;
    fields: { name: string; type: FieldType; labels?: Record<string, string>; config?: FieldConfig }[];
  };
  data: { values: FieldValue[][] };
}

export function frameToJson(frame: Frame): FrameJson {
  return {
    schema: {
      name: frame.name,
      refId: frame.refId,
      meta: frame.meta,
      fields: frame.fields.map(({ name, type, labels, config }) => ({ name, type, labels, config })),
    },
    data: { values: frame.fields.map((field) => field.values) },
  };
}
