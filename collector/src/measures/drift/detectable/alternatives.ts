import type { ColumnProfile } from '../../../contract';
import { normalProbability, normalQuantile } from '../../statistics';

/** A way in which a feature may come to differ from its baseline, by one number. */
export interface Alternative {
  /** What the number is: `standard deviations up`. */
  name: string;
  /** Greatest shift that is tried. */
  most: number;
  /** Shares of the same bins once everything has shifted by so much. */
  sharesAt: (shift: number) => number[];
}

/** Shifts of more standard deviations than this leave one bin only. */
const MOST_DEVIATIONS = 10;

/**
 * Of a number that all of its present values move by so many standard deviations, up or down; where the values are not
 * normal, so many of their normal scores. Bins by quantiles know nothing but ranks, so that is all of a shift that they can
 * show. Of a category that a share of the rows moves from its most frequent level to the next one, which changes a
 * distance the least; where there is one level only, to values never seen.
 */
export function alternativesOf(profile: ColumnProfile, shares: readonly number[]): Alternative[] {
  if (profile.type === 'number') return [shiftOfRanks(profile, shares, 1), shiftOfRanks(profile, shares, -1)];
  return [moveBetweenLevels(profile.levels, shares)];
}

function shiftOfRanks({ edges }: { edges: number[] }, shares: readonly number[], sign: 1 | -1): Alternative {
  const bins = edges.length + 1;
  const present = shares.slice(0, bins).reduce((sum, share) => sum + share, 0);
  let below = 0;
  const bounds = shares.slice(0, bins - 1).map((share) => {
    below += share / present;
    return below <= 0 ? -Infinity : below >= 1 ? Infinity : normalQuantile(below);
  });
  return {
    name: `standard deviations ${sign === 1 ? 'up' : 'down'}`,
    most: MOST_DEVIATIONS,
    sharesAt(shift) {
      const cumulated = [0, ...bounds.map((bound) => normalProbability(bound - sign * shift)), 1];
      return shares.map((share, bin) =>
        bin < bins ? present * (cumulated[bin + 1]! - cumulated[bin]!) : share,
      );
    },
  };
}

function moveBetweenLevels(levels: readonly string[], shares: readonly number[]): Alternative {
  const byShare = levels.map((_, level) => level).sort((a, b) => shares[b]! - shares[a]!);
  const [from = levels.length, to = levels.length] = byShare;
  const nameOf = (bin: number): string => levels[bin] ?? 'unseen values';
  return {
    name: `of the rows from ${nameOf(from)} to ${nameOf(to)}`,
    most: shares[from] ?? 0,
    sharesAt: (shift) =>
      shares.map((share, bin) => share + (bin === to ? shift : 0) - (bin === from ? shift : 0)),
  };
}
