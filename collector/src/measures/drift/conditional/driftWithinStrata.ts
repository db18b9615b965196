import type { MeasureInputs, MeasureResult } from '../../measure';
import { undefinedResult } from '../../results';
import { indexOfShares } from '../populationStabilityIndex';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const MOST_NAMED = 5;

/**
 * Drift of a feature among the rows that have the same class, label or segment value, as the mean over those strata of
 * their population stability indexes, each counting as much as its share of the rows now. What is left once a change of
 * the mix has been taken out: 0 where every stratum looks as it did, however many rows each has now.
 *
 * Σ w_c Σ (q_ic − p_ic) ln(q_ic / p_ic), w_c the current share of stratum c among those compared. Strata with fewer rows
 * than the minimum, in the baseline or now, are named and not compared: an index of a few rows is large by chance.
 *
 * @example two strata of equal weight, one unchanged and one that moved from (0.5, 0.5) to (0.6, 0.4): 0.0203
 */
export function driftWithinStrata({ strata, minimumRows, coverage }: MeasureInputs['strata']): MeasureResult {
  const isLarge = (one: (typeof strata)[number]) =>
    one.rows >= minimumRows && one.baselineRows >= minimumRows;
  const compared = strata.filter(isLarge);
  const small = strata.filter((one) => !isLarge(one)).map(({ name }) => name);
  const rows = sum(strata.map((one) => one.rows));
  const weight = sum(strata.map(({ current }) => sum(current)));
  const counted = { rows, weight, ...(coverage !== undefined && { coverage }) };
  const left: Record<string, string> = small.length > 0 ? { 'too small to compare': namesOf(small) } : {};
  if (compared.length === 0) {
    const reason = rows === 0 ? 'no rows' : `no stratum of ${minimumRows} rows in the baseline and now`;
    return { ...undefinedResult(reason, counted), details: left };
  }
  const indexes = compared.map(({ name, baseline, current }) => ({
    name,
    weight: sum(current),
    index: indexOfShares(sharesOf(baseline), sharesOf(current)),
  }));
  const all = sum(indexes.map((one) => one.weight));
  const largest = indexes.reduce((most, one) => (one.index > most.index ? one : most));
  return {
    value: sum(indexes.map((one) => (one.weight / all) * one.index)),
    ...counted,
    evidenceRows: sum(compared.map((one) => one.rows)),
    details: { 'largest within': `${largest.name} (${Number(largest.index.toPrecision(3))})`, ...left },
  };
}

const sharesOf = (counts: number[]): number[] => counts.map((count) => count / sum(counts));

const namesOf = (names: string[]): string =>
  names.slice(0, MOST_NAMED).join(', ') +
  (names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '');
