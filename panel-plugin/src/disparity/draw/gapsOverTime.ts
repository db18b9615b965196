import { type ComparisonKind } from '../options';

/** The groups between which the distance is greatest at one moment. */
export interface MomentaryGap {
  lowest: string;
  highest: string;
  value: number;
}

/**
 * At each time the distance between the highest and the lowest of the rates that are known then; null where fewer than
 * two are, or where a ratio of zeros would be taken. Groups that are too small take no part.
 */
export function gapsOverTime(
  rates: { timesMs: number[]; lines: { group: string; values: (number | null)[] }[] },
  kind: ComparisonKind,
  isSmall: (group: string) => boolean,
): (MomentaryGap | null)[] {
  const compared = rates.lines.filter(({ group }) => !isSmall(group));
  return rates.timesMs.map((_, index) => {
    let low: { group: string; value: number } | undefined;
    let high: { group: string; value: number } | undefined;
    let known = 0;
    for (const { group, values } of compared) {
      const value = values[index];
      if (value === null || value === undefined) continue;
      known += 1;
      if (!low || value < low.value) low = { group, value };
      if (!high || value > high.value) high = { group, value };
    }
    if (!low || !high || known < 2) return null;
    if (kind === 'ratio' && high.value <= 0) return null;
    const value = kind === 'ratio' ? low.value / high.value : high.value - low.value;
    return { lowest: low.group, highest: high.group, value };
  });
}
