import { type ComparisonKind } from '../options';

/** The groups between which the distance is greatest at one moment. */
export interface MomentaryGap {
  lowest: string;
  highest: string;
  value: number;
}

/** The pair whose distance is followed; without one, at each time those that are furthest apart then. */
export interface FollowedPair {
  highest: string;
  lowest: string;
}

/**
 * How far apart two groups are at each time: the pair that is named, which may change sides; null where one of them
 * has no rate, or a ratio to zero would be taken. Only where no pair is named the outermost of each time are compared:
 * of many groups those are always far apart in short steps, by chance alone.
 */
export function gapsOverTime(
  rates: { timesMs: number[]; lines: { group: string; values: (number | null)[] }[] },
  kind: ComparisonKind,
  pair: FollowedPair | null,
): (MomentaryGap | null)[] {
  return rates.timesMs.map((_, index) => {
    const known = rates.lines
      .map(({ group, values }) => ({ group, value: values[index] ?? null }))
      .filter((one): one is { group: string; value: number } => one.value !== null)
      .sort((a, b) => a.value - b.value);
    const [low, high] = pair
      ? [pair.lowest, pair.highest].map((name) => known.find(({ group }) => group === name))
      : [known[0], known.at(-1)];
    if (!low || !high || low === high) return null;
    if (kind === 'ratio' && high.value <= 0) return null;
    const value = kind === 'ratio' ? low.value / high.value : high.value - low.value;
    return { lowest: low.group, highest: high.group, value };
  });
}
