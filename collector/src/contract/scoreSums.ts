/** Scores nearer to 0 or 1 are taken as this near: a single certain mistake would make a mean log loss infinite. */
export const LEAST_PROBABILITY = 1e-15;

/** Number of equal parts of the scores in which `ScoreSums` tells them. */
export const SCORE_TENTHS = 10;

/** Exact sums over labelled rows whose scores are told in bins. */
export interface ScoreSums {
  /** Of the squared difference of score and truth of each row, and of its square. */
  brier: LossSums;
  /** Of the negative log likelihood of each row, and of its square. */
  logLoss: LossSums;
  /** Of the scores, and of the positives, by tenth of the scores. */
  scores: Float64Array;
  positives: Float64Array;
}

export interface LossSums {
  sum: number;
  squares: number;
}
