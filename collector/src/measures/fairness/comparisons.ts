import { newcombeInterval, simultaneousConfidence, wilsonInterval } from '../statistics';
import { type GroupRate, large, type RatesOfGroups, type WorstPair } from './comparedGroups';

interface Interval {
  lower: number;
  upper: number;
}

/** How a pair of groups becomes a number, which of two pairs is the worse, and how sure the worst one is. */
export interface Comparison {
  compare: (pair: WorstPair) => number | null;
  worse: (a: number, b: number) => boolean;
  interval: (kinds: RatesOfGroups[], confidence?: number) => Interval | null;
}

/** All pairs of more groups than these are too many to be sure of any. */
const MOST_GROUPS = 100;

const share = ({ rate, rows }: GroupRate) => ({ share: rate, n: rows });

/** The largest difference between any two groups, of all kinds of rates. */
export const DIFFERENCE: Comparison = {
  compare: ({ highest, lowest }) => highest.rate - lowest.rate,
  worse: (a, b) => a > b,
  interval: differenceInterval,
};

/** The smallest rate over the largest of its kind. Not defined where no group has any. */
export const RATIO: Comparison = {
  compare: ({ highest, lowest }) => (highest.rate > 0 ? lowest.rate / highest.rate : null),
  worse: (a, b) => a < b,
  interval: ratioInterval,
};

/**
 * Interval of the largest difference. The pair that is furthest apart was chosen because it is, so an interval of its
 * own would be too narrow and too high. The intervals of all pairs (Newcombe's) hold at once (Bonferroni), and so the
 * largest true difference lies between the largest of their lower and the largest of their upper ends.
 */
function differenceInterval(kinds: RatesOfGroups[], confidence?: number): Interval | null {
  const pairs = kinds.flatMap((kind) => pairsOf(large(kind)));
  if (pairs.length === 0) return null;
  const each = simultaneousConfidence(pairs.length, 'any', confidence);
  let lower = 0;
  let upper = 0;
  for (const [first, second] of pairs) {
    const ends = newcombeInterval({ first: share(first), second: share(second), confidence: each });
    if (!ends) return null;
    // Of the size of the difference: nearest to 0 and furthest from it.
    lower = Math.max(lower, ends.lower, -ends.upper);
    upper = Math.max(upper, ends.upper, -ends.lower);
  }
  return { lower, upper };
}

/**
 * Interval of the smallest rate over the largest. The intervals of all groups (Wilson's) hold at once (Šidák within a
 * kind of rate, whose groups share no row; Bonferroni over the kinds); the true extremes lie between the extremes of
 * their ends.
 */
function ratioInterval(kinds: RatesOfGroups[], confidence?: number): Interval | null {
  const ofKinds = kinds.flatMap((kind) => {
    const groups = large(kind);
    if (groups.length < 2 || groups.length > MOST_GROUPS) return [];
    const ofKind = simultaneousConfidence(kinds.length, 'any', confidence);
    const each = simultaneousConfidence(groups.length, 'independent', ofKind);
    const ends = groups.map((group) => wilsonInterval({ ...share(group), confidence: each })!);
    const highest = Math.max(...ends.map(({ lower }) => lower));
    return [
      {
        lower: Math.min(...ends.map(({ lower }) => lower)) / Math.max(...ends.map(({ upper }) => upper)),
        upper: highest > 0 ? Math.min(1, Math.min(...ends.map(({ upper }) => upper)) / highest) : 1,
      },
    ];
  });
  if (ofKinds.length === 0) return null;
  return {
    lower: Math.min(...ofKinds.map(({ lower }) => lower)),
    upper: Math.min(...ofKinds.map(({ upper }) => upper)),
  };
}

function pairsOf(groups: GroupRate[]): [GroupRate, GroupRate][] {
  if (groups.length > MOST_GROUPS) return [];
  return groups.flatMap((first, index) =>
    groups.slice(index + 1).map((second): [GroupRate, GroupRate] => [first, second]),
  );
}
