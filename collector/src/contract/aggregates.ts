import type { ScoreSums } from './scoreSums';

export * from './scoreSums';

/*
 * What the store counts and the measures compute with. Every count is weighted by 1 / sampleRate; `rows` is the
 * number of logged rows behind it, which is what a minimum sample is held against.
 */

/** One aggregate of a group of predictions in a time bucket. */
export interface Grouped<T> {
  /** Start of the bucket (milliseconds since 1970); null when the whole range is one. */
  bucket: number | null;
  /** Value of each dimension grouped by; a missing segment is `missing`. */
  labels: Record<string, string>;
  value: T;
}

/** Counts of one column by the bins that its baseline decides. */
export interface BinCounts {
  type: 'number' | 'category' | 'boolean';
  /** Of the bins of the profile: `edges.length + 1` or `levels.length` of them. */
  counts: number[];
  /** Present values that are no level of the baseline; 0 for numbers. */
  unseen: number;
  missing: number;
  invalid: number;
  /** Of numbers: below the baseline's least and above its greatest value (both counted in `counts` too). */
  belowRange: number;
  aboveRange: number;
  rows: number;
}

/** Predicted by actual class of the answered (status < 400) predictions. */
export interface ConfusionCounts {
  classes: string[];
  /** [actual][predicted] */
  counts: number[][];
  /** Answered predictions whose label has not arrived, by predicted class. */
  unlabelled: number[];
  /** Labelled rows. */
  rows: number;
  /** Answered rows, labelled or not. */
  servedRows: number;
}

/** Labelled, scored predictions by distinct score, ascending. */
export interface ScoreCounts {
  scores: Float64Array;
  positives: Float64Array;
  negatives: Float64Array;
  rows: number;
  servedRows: number;
  /** Weight of the answered predictions, labelled or not: what coverage is a share of. */
  served: number;
  /** Where the scores are the middles of bins: what is exact beside them. */
  sums?: ScoreSums;
}

/** Scored rows of a baseline with the same values of some segments, by distinct score, ascending. */
export interface BaselineGroup {
  /** Value of each segment; a missing one is `missing`. */
  labels: Record<string, string>;
  scores: Float64Array;
  positives: Float64Array;
  negatives: Float64Array;
  unlabelled: Float64Array;
}

/** How often each distinct present value of a numeric column occurs, ascending. */
export interface DistinctValues {
  values: Float64Array;
  weights: Float64Array;
  rows: number;
}

/** Labelled predictions of a model with three or more classes, by the distinct scores of each class. */
export interface ClassScoreCounts {
  classes: string[];
  /** In the order of the classes: rows of that class are its positives. Scores of a row are made to add up to 1. */
  byClass: Pick<ScoreCounts, 'scores' | 'positives' | 'negatives'>[];
  rows: number;
  servedRows: number;
  served: number;
}

/** The labelled predictions with the highest scores, and all labelled ones beside them. */
export interface TopCounts {
  /** Weight and positives of those at the top, and how many rows they are. */
  top: number;
  topPositives: number;
  topRows: number;
  /** The same of all labelled, scored predictions. */
  weight: number;
  positives: number;
  rows: number;
  servedRows: number;
  served: number;
}

/** Sums over labelled predictions of a regression; an error is the prediction less the label. */
export interface ResidualSums {
  weight: number;
  rows: number;
  servedRows: number;
  served: number;
  /** Of the errors above 0, and of those below it, both positive. */
  over: number;
  under: number;
  squared: number;
  /** Of |error| / |label|, where the label is not 0. */
  relative: number;
  /** Weight of the labels that are 0. */
  zeroLabels: number;
  /** Of 2 |error| / (|prediction| + |label|); 0 where both are 0. */
  symmetric: number;
  /** Of |label|. */
  absoluteLabels: number;
  /** Of the squared distances of the labels from their mean. */
  labelVariation: number;
  /** Of (ln(1 + prediction) − ln(1 + label))², and the weight of the rows of which a side has no logarithm. */
  squaredLog: number;
  withoutLog: number;
  /** Largest |error|, and the median one; null where nothing is labelled. */
  largest: number | null;
  median: number | null;
}

/**
 * Answered predictions with their scores, labelled or not, each distinct one once. `scores` has an array for each class
 * (of two classes for the positive one alone); `predicted` is the index of the predicted class.
 */
export interface PredictedScores {
  predicted: Int32Array;
  scores: Float64Array[];
  weights: Float64Array;
  rows: number;
}

/** Answered predictions of which some feature is unlike every row of the baseline. */
export interface OutsideCounts {
  outside: number;
  weight: number;
  rows: number;
}

/** Labelled predictions of a regression that came with an interval. */
export interface IntervalCounts {
  /** Of all that came with one, labelled or not. */
  served: number;
  servedRows: number;
  weight: number;
  rows: number;
  /** Labels below and above their interval; ends belong to it. */
  below: number;
  above: number;
  /** Sum of the widths. */
  width: number;
}

export type RankingMeasure = 'ndcg' | 'reciprocalRank' | 'precision' | 'hit';

/** Sums over requests whose scored predictions are all labelled, of how well each is ordered. */
export type RankingSums = Record<RankingMeasure, { sum: number; squares: number }> & {
  /** Requests with a scored prediction, and their weight. */
  all: number;
  served: number;
  /** Those that are labelled completely, their weight, and their predictions. */
  requests: number;
  weight: number;
  rows: number;
};

/** Events that are good or bad: requests, of which some failed or took too long. */
export interface EventCounts {
  bad: number;
  all: number;
  /** Logged ones. */
  badRows: number;
  rows: number;
}

export interface ArrivalCounts {
  served: number;
  arrived: number;
  rows: number;
  arrivedRows: number;
  /** Seconds, for each quantile asked for; null where nothing has arrived. */
  lagQuantiles: (number | null)[];
}

export interface ServingCounts {
  requests: number;
  clientErrors: number;
  serverErrors: number;
  degraded: number;
  coldStarts: number;
  cacheHits: number;
  /** Sum of logged costs, and the weight of the requests that carry one. */
  cost: number;
  costed: number;
  /** Milliseconds, for each quantile asked for; null where no request has a latency. */
  latencyQuantiles: (number | null)[];
  /** Share of itself by which a quantile may be off; exact where it is not there. */
  latencyError?: number;
  latencyRows: number;
  rows: number;
}
