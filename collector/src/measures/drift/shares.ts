import type { BinCounts, ColumnProfile } from '../../contract';
import type { MeasureInputs } from '../measure';

/** Shares of the baseline and of the current rows over the same bins, and how much stands behind them. */
export interface SharePair {
  baseline: number[];
  current: number[];
  /** Which bins they are: the baseline's with missing, unseen and invalid, or Evidently's over both samples. */
  form: 'baseline' | 'joined';
  rows: number;
  /** Of the smaller sample, where the baseline is one of the same traffic. */
  evidenceRows?: number;
  weight: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Counts of the baseline by its own bins, then unseen, missing and invalid: a baseline has no unseen values. */
export const baselineCounts = (profile: ColumnProfile): number[] => [
  ...profile.counts,
  0,
  profile.missing,
  0,
];

/** Current counts in the same order. */
export const currentCounts = (bins: BinCounts): number[] => [
  ...bins.counts,
  bins.unseen,
  bins.missing,
  bins.invalid,
];

/** What is compared with: the rows of the baseline, or those of earlier windows. */
export const comparedCounts = ({
  profile,
  earlier,
}: {
  profile: ColumnProfile;
  earlier?: BinCounts;
}): number[] => (earlier ? currentCounts(earlier) : baselineCounts(profile));

/** Weight of all rows of a column, whatever their value. */
export const weightOf = (bins: BinCounts): number => sum(currentCounts(bins));

/**
 * The shares that a distance compares. Missing, unseen and invalid values are bins of their own with the baseline's
 * bins: dropping them, as libraries do, hides a feature that has gone.
 */
export function sharesOf(
  input: MeasureInputs['bins'],
): SharePair | { reason: string; rows: number; evidenceRows?: number; weight: number } {
  const joined = 'joined' in input;
  const baseline = joined ? input.joined.baseline : comparedCounts(input);
  const current = joined ? input.joined.current : currentCounts(input.current);
  const rows = joined ? input.joined.rows : input.current.rows;
  const baselineWeight = sum(baseline);
  const weight = sum(current);
  const earlier = joined ? undefined : input.earlier;
  const evidence = earlier && { evidenceRows: Math.min(rows, earlier.rows) };
  if (!(baselineWeight > 0)) {
    return { reason: earlier ? NO_EARLIER_ROWS : 'the baseline has no values', rows, ...evidence, weight };
  }
  if (!(weight > 0)) return { reason: joined ? 'no present values' : 'no rows', rows, weight };
  return {
    baseline: baseline.map((count) => count / baselineWeight),
    current: current.map((count) => count / weight),
    form: joined ? 'joined' : 'baseline',
    rows,
    ...evidence,
    weight,
  };
}

export const NO_EARLIER_ROWS = 'no rows in the earlier windows';

const LEAST_SHARE = 1e-4;

/**
 * Shares without zeros, as a logarithm needs them. With the baseline's bins each is at least 0.0001. With joined bins
 * as Evidently 0.7.23 does it: a zero becomes 0.0001, or a millionth of the least other share where that share is at
 * most 0.0001 (which makes the result depend on the rarest level: one reason why joined is not the default).
 */
export function withoutZeros(shares: readonly number[], form: SharePair['form']): number[] {
  if (form === 'baseline') return shares.map((share) => Math.max(share, LEAST_SHARE));
  const least = shares.reduce((lowest, share) => (share > 0 && share < lowest ? share : lowest), Infinity);
  const replacement = least <= LEAST_SHARE ? least / 1e6 : LEAST_SHARE;
  return shares.map((share) => (share === 0 ? replacement : share));
}

/** A distance as a measure: the formula is given the shares, empty input answers with its reason. */
export function distanceMeasure(distance: (pair: SharePair) => number) {
  return (input: MeasureInputs['bins']) => {
    const pair = sharesOf(input);
    if ('reason' in pair) return { value: null, ...pair };
    const { rows, evidenceRows, weight } = pair;
    return { value: distance(pair), rows, ...(evidenceRows !== undefined && { evidenceRows }), weight };
  };
}
