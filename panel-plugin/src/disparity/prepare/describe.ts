import { type ComparisonKind } from '../options';
import { type Judgement } from './judgeGap';
import { type Gap, type GroupRate } from './types';

/** How the numbers of a picture are written. */
export interface Describing {
  rate: (rate: number) => string;
  difference: (difference: number) => string;
  /** Two differences with one unit: −5.5 to 15 points. */
  differences: (from: number, to: number) => string;
  ratio: (ratio: number) => string;
  count: (count: number) => string;
}

export interface GapWords {
  /** The two groups by name, the lower first. */
  lowest: string;
  highest: string;
  /** How far apart, with the interval. */
  distance: string;
  interval: string;
  /** Against what is allowed. */
  judgement: string;
  /** The baseline's, and how much has changed since; empty where the baseline cannot tell. */
  baseline: string;
}

/** What the worst pair says, in the parts that the head of the panel shows. */
export function describeGap(
  gap: Gap,
  kind: ComparisonKind,
  allowed: number,
  judgement: Judgement | null,
  format: Describing,
): GapWords {
  const number = gap[kind];
  const write = kind === 'difference' ? format.difference : format.ratio;
  const writeRange =
    kind === 'difference'
      ? format.differences
      : (from: number, to: number): string => `${format.ratio(from)} to ${format.ratio(to)}`;
  const hasInterval = number.lower !== null && number.upper !== null;
  return {
    lowest: gap.lowest,
    highest: gap.highest,
    distance: number.value === null ? 'no ratio, both are zero' : write(number.value),
    interval: hasInterval ? `95 %: ${writeRange(number.lower!, number.upper!)}` : '',
    judgement: judgementInWords(kind, judgement, write(allowed), hasInterval),
    baseline: baselineInWords(kind, number, write),
  };
}

function judgementInWords(
  kind: ComparisonKind,
  judgement: Judgement | null,
  allowed: string,
  hasInterval: boolean,
): string {
  if (!judgement) return 'cannot be judged';
  const beyond = kind === 'difference' ? `more than the allowed ${allowed}` : `below the allowed ${allowed}`;
  const words = judgement.isBeyond ? beyond : `within the allowed ${allowed}`;
  if (judgement.isSure) return words;
  if (!hasInterval) return `${words}; without an interval`;
  return judgement.isBeyond ? `${words}, which may be chance` : `${words}, but the interval reaches past it`;
}

function baselineInWords(
  kind: ComparisonKind,
  number: Gap['difference'],
  write: (value: number) => string,
): string {
  if (number.baseline === null) return '';
  const words = `baseline ${write(number.baseline)}`;
  if (number.value === null) return words;
  const change = number.value - number.baseline;
  const isWider = kind === 'difference' ? change > 0 : change < 0;
  if (write(number.value) === write(number.baseline)) return `${words}, as now`;
  return `${words}, ${isWider ? 'wider' : 'narrower'} now`;
}

/** What a row shows, for those who hear it. */
export function describeGroup(
  group: GroupRate,
  gap: Gap | null,
  kind: ComparisonKind,
  format: Describing,
): string {
  const parts = [`${nameOf(group)}: ${group.value === null ? 'no value' : format.rate(group.value)}`];
  if (group.value === null && group.reason) parts.push(group.reason);
  if (group.low !== null && group.high !== null) {
    parts.push(`95 % between ${format.rate(group.low)} and ${format.rate(group.high)}`);
  }
  parts.push(sizeInWords(group, format));
  if (group.baseline !== null) parts.push(`baseline ${format.rate(group.baseline)}`);
  if (group.isSmall) parts.push('too few rows to be compared');
  if (group.isWorst && gap) {
    const other = gap.highest === group.group ? gap.lowest : gap.highest;
    const distance = gap[kind].value;
    const write = kind === 'difference' ? format.difference : format.ratio;
    parts.push(`furthest from ${other}${distance === null ? '' : `, ${kind} ${write(distance)}`}`);
  }
  return `${parts.filter(Boolean).join('; ')}.`;
}

/** Rows, and the labelled ones where that tells something else. */
export function sizeInWords({ size, labelled }: GroupRate, format: Pick<Describing, 'count'>): string {
  if (size === null) return '';
  const rows = `${format.count(size)} ${size === 1 ? 'row' : 'rows'}`;
  return labelled === null || labelled === size ? rows : `${rows}, ${format.count(labelled)} labelled`;
}

/** A value of a segment may be empty. */
export function nameOf({ group }: Pick<GroupRate, 'group'>): string {
  return group === '' ? '(empty)' : group;
}
