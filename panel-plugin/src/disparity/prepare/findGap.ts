import { type DataFrame } from '@grafana/data';
import { type DisparityNumber, type DisparitySummary } from '@modelwatch/collector/contract';
import { customOf } from '../../shared/frames';
import { type Gap, type GroupRate } from './types';

/**
 * The pair that is furthest apart, as the answer's metadata says with its intervals. Where a transformation has taken
 * the metadata away, the values of the marked pair are compared, and there is no interval.
 */
export function findGap(
  frame: DataFrame,
  set: { labels: Record<string, string>; groups: GroupRate[] },
): Gap | null {
  const told = customOf(frame, 'disparities');
  const summary = Array.isArray(told)
    ? told.filter(isSummary).find(({ labels }) => isWithin(labels, set.labels))
    : undefined;
  if (!summary) return compareMarked(set.groups);
  const { highest, lowest, difference, ratio } = summary;
  return highest !== null && lowest !== null ? { highest, lowest, difference, ratio } : null;
}

function compareMarked(groups: GroupRate[]): Gap | null {
  const pair = groups.filter(({ isWorst, value }) => isWorst && value !== null);
  const [lowest, highest] = [...pair].sort((a, b) => a.value! - b.value!);
  if (!lowest || !highest) return null;
  return {
    highest: highest.group,
    lowest: lowest.group,
    difference: withoutInterval(highest, lowest, (high, low) => high - low),
    ratio: withoutInterval(highest, lowest, (high, low) => (high > 0 ? low / high : null)),
  };
}

function withoutInterval(
  highest: GroupRate,
  lowest: GroupRate,
  compare: (high: number, low: number) => number | null,
): DisparityNumber {
  return { value: compare(highest.value!, lowest.value!), lower: null, upper: null, baseline: null };
}

/** Whether every label that the metadata names is what the rows say; the rows may have more, of the whole answer. */
function isWithin(told: Record<string, string>, labels: Record<string, string>): boolean {
  return Object.entries(told).every(([name, value]) => !(name in labels) || labels[name] === value);
}

function isSummary(value: unknown): value is DisparitySummary {
  if (typeof value !== 'object' || value === null) return false;
  const { labels, difference, ratio } = value as Partial<DisparitySummary>;
  return [labels, difference, ratio].every((part) => typeof part === 'object' && part !== null);
}
