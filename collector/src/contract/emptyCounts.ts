import type { RankingSums, ResidualSums, TopCounts } from './aggregates';
import type { AgeCounts, AgreementCounts, OutcomeCounts, ParityCounts } from './tallies';

/*
 * Aggregates of no prediction at all: where a store begins to count, and what a query answers for a group or a step
 * that nothing fell into. Each call makes a new one, because counting adds to it.
 */

export const noResiduals = (): ResidualSums => ({
  weight: 0,
  rows: 0,
  servedRows: 0,
  served: 0,
  over: 0,
  under: 0,
  squared: 0,
  relative: 0,
  zeroLabels: 0,
  symmetric: 0,
  absoluteLabels: 0,
  labelVariation: 0,
  squaredLog: 0,
  withoutLog: 0,
  largest: null,
  median: null,
});

export const noTop = (): TopCounts => ({
  top: 0,
  topPositives: 0,
  topRows: 0,
  weight: 0,
  positives: 0,
  rows: 0,
  servedRows: 0,
  served: 0,
});

export const noAges = (quantiles: readonly number[]): AgeCounts => ({
  ageQuantiles: quantiles.map(() => null),
  timed: 0,
  timedRows: 0,
  stale: 0,
  backfilled: 0,
  backfilledRows: 0,
  fromLater: 0,
  served: 0,
  rows: 0,
});

export const noParity = (): ParityCounts => ({
  compared: 0,
  comparedRows: 0,
  different: 0,
  numeric: 0,
  absoluteDifference: 0,
  difference: 0,
  served: 0,
  rows: 0,
});

export const noOutcomes = (): OutcomeCounts => ({
  served: 0,
  servedRows: 0,
  mature: 0,
  matureRows: 0,
  reached: 0,
  sum: 0,
  sumOfSquares: 0,
});

export const noRankings = (): RankingSums => ({
  all: 0,
  served: 0,
  requests: 0,
  weight: 0,
  rows: 0,
  ndcg: { sum: 0, squares: 0 },
  reciprocalRank: { sum: 0, squares: 0 },
  precision: { sum: 0, squares: 0 },
  hit: { sum: 0, squares: 0 },
});

export const noAgreement = (): AgreementCounts => ({
  weight: 0,
  rows: 0,
  compared: 0,
  comparedRows: 0,
  agreed: 0,
  scored: 0,
  scoredRows: 0,
  difference: 0,
  absoluteDifference: 0,
  squaredDifference: 0,
});
