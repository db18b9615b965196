import type { ConfusionCounts } from '../../contract';
import type { MeasureInputs, MeasureResult, Wanted } from '../measure';
import { confusionCoverage, labelledWeight } from '../performance/confusion';
import { undefinedResult } from '../results';
import {
  type GroupRate,
  type RatesOfGroups,
  ratesOfGroups,
  type WorstPair,
  worstPair,
} from './comparedGroups';
import type { Comparison } from './comparisons';
import type { NamedRate } from './groupRates';

type Input = MeasureInputs['groups'];

/**
 * The worst pair of groups by one or more kinds of rate, named: a disparity that does not say between whom helps
 * nobody. Groups that are too small are named beside it, and compared with nobody; those with nothing to take a rate of
 * are left out.
 */
export function disparity(
  input: Input,
  rates: NamedRate[],
  comparison: Comparison,
  wanted: Wanted,
): MeasureResult {
  const labelledOnly = rates[0]!.ofLabelled;
  const counted = countedOf(input, labelledOnly);
  const kinds = rates.map((rate) => ratesOfGroups(input.groups, input, rate));
  const worst = worstOf(kinds, comparison);
  if (!worst) return undefinedResult(whyNone(input, counted.rows), counted);
  const { value, pair } = worst;
  return {
    value,
    interval: wanted.everything ? (comparison.interval(kinds) ?? undefined) : undefined,
    ...counted,
    evidenceRows: Math.min(rowsOfGroup(pair.highest), rowsOfGroup(pair.lowest)),
    details: {
      ...pairDetails(pair),
      ...smallGroups(kinds),
      ...baselineDetails(input, rates, comparison),
      ...(labelledOnly && leastCovered(input.groups)),
    },
  };
}

/** The rows of all groups together. */
export function countedOf({ groups }: Pick<Input, 'groups'>, labelledOnly: boolean) {
  const confusions = Object.values(groups);
  const rows = confusions.reduce((total, one) => total + (labelledOnly ? one.rows : one.servedRows), 0);
  const labelled = confusions.reduce((total, one) => total + labelledWeight(one), 0);
  const unlabelled = confusions.reduce((total, one) => total + one.unlabelled.reduce((a, b) => a + b, 0), 0);
  const coverage = labelledOnly && labelled + unlabelled > 0 ? labelled / (labelled + unlabelled) : undefined;
  return { rows, weight: labelledOnly ? labelled : labelled + unlabelled, coverage };
}

/** The worst pair over all kinds of rates. */
export function worstOf(
  kinds: RatesOfGroups[],
  { compare, worse }: Comparison,
): { value: number; pair: WorstPair } | null {
  let worst: { value: number; pair: WorstPair } | null = null;
  for (const kind of kinds) {
    const pair = worstPair(kind);
    const value = pair && compare(pair);
    if (pair && value !== null && (!worst || worse(value, worst.value))) worst = { value, pair };
  }
  return worst;
}

/** Rates of the groups that the baseline has, of which those that are compared now are compared there. */
export function baselineKinds(input: Input, rates: NamedRate[]): RatesOfGroups[] {
  const { baseline } = input;
  if (!baseline) return [];
  return rates.map((rate) => {
    const now = ratesOfGroups(input.groups, input, rate).rates;
    const compared = new Set(now.filter(({ isSmall }) => !isSmall).map(({ group }) => group));
    const kind = ratesOfGroups(baseline, input, rate);
    return { ...kind, rates: kind.rates.filter(({ group }) => compared.has(group)) };
  });
}

export function whyNone({ groups, minimumGroup }: Input, rows: number): string {
  if (rows === 0) return 'no rows';
  if (Object.keys(groups).length < 2) return 'fewer than two groups';
  return `fewer than two groups with ${minimumGroup} rows that the rate is a share of`;
}

export const rowsOfGroup = ({ rows }: GroupRate): number => Math.round(rows);

export const pairDetails = (pair: WorstPair): Record<string, string> => ({
  rate: pair.rateName,
  highest: pair.highest.group,
  highestRate: pair.highest.rate.toPrecision(4),
  lowest: pair.lowest.group,
  lowestRate: pair.lowest.rate.toPrecision(4),
  groups: String(pair.groups),
});

/** The groups that are too small to be compared, with their rows. */
export function smallGroups(kinds: RatesOfGroups[]): Record<string, string> {
  const rows = new Map<string, number>();
  for (const { rates } of kinds) {
    for (const rate of rates) {
      if (rate.isSmall) rows.set(rate.group, Math.min(rows.get(rate.group) ?? Infinity, rowsOfGroup(rate)));
    }
  }
  if (rows.size === 0) return {};
  return { small: [...rows].map(([group, count]) => `${group} (${count})`).join(', ') };
}

function baselineDetails(input: Input, rates: NamedRate[], comparison: Comparison): Record<string, string> {
  const standing = worstOf(baselineKinds(input, rates), comparison);
  return standing ? { baseline: standing.value.toPrecision(4) } : {};
}

/** The group with the lowest label coverage, where labels matter: it is the one a disparity may owe to late labels. */
function leastCovered(groups: Record<string, ConfusionCounts>): Record<string, string> {
  const known = Object.entries(groups)
    .map(([group, confusion]) => ({ group, coverage: confusionCoverage(confusion) ?? 0 }))
    .sort((a, b) => a.coverage - b.coverage);
  const least = known[0];
  return least ? { leastCoverage: `${least.group} ${least.coverage.toPrecision(3)}` } : {};
}
