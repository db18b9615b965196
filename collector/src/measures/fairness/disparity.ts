import type { MeasureInputs, MeasureResult, Parameters } from '../measure';
import { confusionCoverage, labelledWeight } from '../performance/confusion';
import { undefinedResult } from '../results';
import type { GroupRate, RateOfGroup } from './groupRates';

/** The groups with the highest and the lowest rate of a kind. */
export interface WorstPair {
  rateName: string;
  highest: GroupRate;
  lowest: GroupRate;
  groups: number;
}

/** A kind of rate with its name for people. */
export interface NamedRate {
  name: string;
  rate: RateOfGroup;
}

/** How a pair of groups becomes a number, and which of two pairs is the worse. */
export interface Comparison {
  compare: (pair: WorstPair) => number | null;
  worse: (a: number, b: number) => boolean;
}

export const DIFFERENCE: Comparison = {
  compare: ({ highest, lowest }) => highest.rate - lowest.rate,
  worse: (a, b) => a > b,
};

/** Not defined where no group has any. */
export const RATIO: Comparison = {
  compare: ({ highest, lowest }) => (highest.rate > 0 ? lowest.rate / highest.rate : null),
  worse: (a, b) => a < b,
};

/**
 * The worst pair of groups by one or more kinds of rate, named: a disparity that does not say between whom helps
 * nobody. Groups below `minimumGroup` rows, or with nothing to take a rate of, are left out.
 */
export function disparity(
  { groups, positive }: MeasureInputs['groups'],
  params: Parameters,
  rates: NamedRate[],
  { compare, worse }: Comparison,
  labelledOnly: boolean,
): MeasureResult {
  const confusions = Object.values(groups);
  const rows = confusions.reduce((total, one) => total + (labelledOnly ? one.rows : one.servedRows), 0);
  const labelled = confusions.reduce((total, one) => total + labelledWeight(one), 0);
  const unlabelled = confusions.reduce((total, one) => total + one.unlabelled.reduce((a, b) => a + b, 0), 0);
  const coverage = labelledOnly && labelled + unlabelled > 0 ? labelled / (labelled + unlabelled) : undefined;
  const counted = { rows, weight: labelledOnly ? labelled : labelled + unlabelled, coverage };
  const minimumGroup = Number(params.minimumGroup ?? 1);

  let worst: { value: number; pair: WorstPair } | null = null;
  for (const { name, rate } of rates) {
    const known = Object.entries(groups).flatMap(([group, confusion]): GroupRate[] => {
      if ((labelledOnly ? confusion.rows : confusion.servedRows) < minimumGroup) return [];
      const found = rate(confusion, positive);
      return found ? [{ group, ...found }] : [];
    });
    const pair = extremes(name, known);
    const value = pair && compare(pair);
    if (pair && value !== null && (!worst || worse(value, worst.value))) worst = { value, pair };
  }
  if (!worst) {
    const reason = confusions.length < 2 ? 'fewer than two groups' : 'fewer than two groups with enough rows';
    return undefinedResult(rows > 0 ? reason : 'no rows', counted);
  }
  const { value, pair } = worst;
  return {
    value,
    ...counted,
    evidenceRows: Math.min(rowsOfGroup(pair.highest), rowsOfGroup(pair.lowest)),
    details: {
      rate: pair.rateName,
      highest: pair.highest.group,
      highestRate: pair.highest.rate.toPrecision(4),
      lowest: pair.lowest.group,
      lowestRate: pair.lowest.rate.toPrecision(4),
      groups: String(pair.groups),
      ...perGroupCoverage(groups, labelledOnly),
    },
  };
}

const rowsOfGroup = ({ rows }: GroupRate): number => Math.round(rows);

/** The group with the lowest label coverage, where labels matter: it is the one a disparity may owe to late labels. */
function perGroupCoverage(
  groups: MeasureInputs['groups']['groups'],
  labelledOnly: boolean,
): Record<string, string> {
  if (!labelledOnly) return {};
  const known = Object.entries(groups)
    .map(([group, confusion]) => ({ group, coverage: confusionCoverage(confusion) ?? 0 }))
    .sort((a, b) => a.coverage - b.coverage);
  const least = known[0];
  return least ? { leastCoverage: `${least.group} ${least.coverage.toPrecision(3)}` } : {};
}

function extremes(rateName: string, known: GroupRate[]): WorstPair | null {
  if (known.length < 2) return null;
  const byRate = [...known].sort((a, b) => b.rate - a.rate);
  return { rateName, highest: byRate[0]!, lowest: byRate[byRate.length - 1]!, groups: known.length };
}
