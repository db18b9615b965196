/*
 * What the store counts of things that come late or beside the predictions: labels on their way, ages of features,
 * offline values, outcomes, attributions. Weighted by 1 / sampleRate as the other aggregates; `rows` are logged rows.
 */

/** How long the labels of answered predictions took, and how long the others have been waited for; ascending. */
export interface LagCounts {
  /** Distinct durations; a label that is older than its prediction took none. */
  seconds: Float64Array;
  /** Weight of the labels that took so long. */
  arrived: Float64Array;
  /** Weight of the predictions that have been without a label for so long, as of the moment asked for. */
  waiting: Float64Array;
  rows: number;
  arrivedRows: number;
  served: number;
}

/** Answered predictions by the day (UTC) they were made on, and their first labels by age in whole days. */
export interface ArrivalTriangle {
  days: {
    /** Start of the day, milliseconds since 1970. */
    day: number;
    served: number;
    rows: number;
    /** Weight of the labels that took between `k` and `k + 1` days; as long as the oldest of them needs. */
    arrivedByAge: number[];
  }[];
}

/** How old the values of one feature were when they were served. */
export interface AgeCounts {
  /** Seconds, for each quantile asked for; null where no value has an age. */
  ageQuantiles: (number | null)[];
  /** Values with an age, and those of them that were older than their TTL. */
  timed: number;
  timedRows: number;
  stale: number;
  /** Values whose time is that of a backfill: written long after, so their age says nothing about the pipeline. */
  backfilled: number;
  backfilledRows: number;
  /** Values with a time after the prediction's. */
  fromLater: number;
  /** Predictions, with such times or without. */
  served: number;
  rows: number;
}

/** How punctually predictions themselves arrived. */
export interface PunctualityCounts {
  /** Received longer after their time than a bound. */
  late: number;
  /** Received after one with a later time. */
  outOfOrder: number;
  served: number;
  rows: number;
}

/** Served values of one feature beside the offline ones. */
export interface ParityCounts {
  /** Predictions with an offline value, and those of them where the two differ. */
  compared: number;
  comparedRows: number;
  different: number;
  /** Of numbers that are there on both sides: their weight, and the sums of |served − offline| and served − offline. */
  numeric: number;
  absoluteDifference: number;
  difference: number;
  served: number;
  rows: number;
}

/** What came of the answered predictions, counting only outcomes within the attribution window. */
export interface OutcomeCounts {
  served: number;
  servedRows: number;
  /** Predictions whose attribution window has passed; everything below is of these. */
  mature: number;
  matureRows: number;
  /** With an outcome other than 0. */
  reached: number;
  /** Of the values by prediction (0 without an outcome), and of their squares. */
  sum: number;
  sumOfSquares: number;
}

/** What candidates in shadow answered, beside what was served. */
export interface AgreementCounts {
  weight: number;
  rows: number;
  /** With a class of both, and those of them with the same. */
  compared: number;
  comparedRows: number;
  agreed: number;
  /** With a score of both, and the sums of candidate − served, of its size and of its square. */
  scored: number;
  scoredRows: number;
  difference: number;
  absoluteDifference: number;
  squaredDifference: number;
}

/** How much each feature contributed, over the answered predictions that carry attributions. */
export interface AttributionCounts {
  served: number;
  rows: number;
  attributed: number;
  attributedRows: number;
  /** Sum of |attribution| by feature; a feature that is not named in a prediction contributed 0. */
  absolute: Record<string, number>;
  /** Sum of the squares, for the interval of the mean. */
  squared: Record<string, number>;
}
