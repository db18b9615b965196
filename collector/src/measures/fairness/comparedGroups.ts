import type { ConfusionCounts } from '../../contract';
import type { MeasureInputs } from '../measure';
import type { NamedRate, ShareOfRows } from './groupRates';

/** A rate of one group; small ones are named, and compared with nobody. */
export interface GroupRate extends ShareOfRows {
  group: string;
  isSmall: boolean;
}

/** Rates of one kind of every group that has one. */
export interface RatesOfGroups {
  name: string;
  rates: GroupRate[];
}

/**
 * The rates of all groups. A group is small where its rate is of fewer rows than `minimumGroup`: what decides is what
 * the rate is a share of (the positives, for a true positive rate), not how large the group is.
 */
export function ratesOfGroups(
  groups: Record<string, ConfusionCounts>,
  { positive, minimumGroup }: Pick<MeasureInputs['groups'], 'positive' | 'minimumGroup'>,
  { name, rate }: NamedRate,
): RatesOfGroups {
  const rates = Object.entries(groups).flatMap(([group, confusion]): GroupRate[] => {
    const found = rate(confusion, positive);
    // Weighted counts of logged rows are whole numbers but for rounding.
    return found ? [{ group, ...found, isSmall: Math.round(found.rows) < minimumGroup }] : [];
  });
  return { name, rates };
}

export const large = ({ rates }: RatesOfGroups): GroupRate[] => rates.filter(({ isSmall }) => !isSmall);

/** The two groups that are furthest apart. */
export interface WorstPair {
  rateName: string;
  highest: GroupRate;
  lowest: GroupRate;
  groups: number;
}

/** Null where fewer than two groups are large enough. */
export function worstPair(kind: RatesOfGroups): WorstPair | null {
  const known = large(kind);
  if (known.length < 2) return null;
  const byRate = [...known].sort((a, b) => b.rate - a.rate);
  return {
    rateName: kind.name,
    highest: byRate[0]!,
    lowest: byRate[byRate.length - 1]!,
    groups: known.length,
  };
}
