import {
  DISPARITY_FIELDS,
  type DisparityNumber,
  type DisparitySummary,
  type Frame,
  type FrameJson,
  frameToJson,
  type Query,
} from '@modelwatch/collector/contract';
import reference from '../../reference/expected/employment.json';

interface GroupOfReference {
  selectionRate: number;
  count: number;
}

const SMALLEST_GROUP = 200;
/** For four groups together: 1 − 0.05 / 4 on both sides, as Bonferroni has it. */
const Z = 2.4977;
/** Windows of the reference in the order of time: healthy, missing feature, unit change, renamed category. */
const IN_TIME = [0, 3, 1, 2] as const;

const groupsOf = (window: number): Record<string, GroupOfReference> =>
  (reference.windows[window]!.fairness as { race: { byGroup: Record<string, GroupOfReference> } }).race
    .byGroup;

/** Selection rates by race on the day of the unit change, beside those of a healthy day. */
export function answerGroups({ shape }: Query): FrameJson {
  return frameToJson(shape === 'series' ? seriesOfGroups() : tableOfGroups());
}

export function tableOfGroups(): Frame {
  const baseline = groupsOf(0);
  const groups = Object.entries(groupsOf(1)).map(([group, { selectionRate: value, count: size }]) => ({
    group,
    size,
    labelled: Math.round(size * 0.19),
    value,
    ...wilson(value, size),
    baseline: baseline[group]?.selectionRate ?? null,
    small: size < SMALLEST_GROUP,
  }));
  const compared = groups.filter(({ small }) => !small).sort((a, b) => a.value - b.value);
  const [lowest, highest] = [compared[0]!, compared.at(-1)!];
  const rows = groups.map((row) => ({ ...row, worst: row === lowest || row === highest }));
  const names = Object.keys(DISPARITY_FIELDS) as (keyof typeof DISPARITY_FIELDS)[];
  const summary: DisparitySummary = {
    labels: { model: 'employment' },
    highest: highest.group,
    lowest: lowest.group,
    difference: compare(highest, lowest, (high, low) => high - low),
    ratio: compare(highest, lowest, (high, low) => low / high),
  };
  const types = { group: 'string', small: 'boolean', worst: 'boolean' } as const;
  return {
    name: 'Selection rate',
    refId: 'A',
    meta: { custom: { measure: 'fairness.selectionRate', disparities: [summary] } },
    fields: [
      { name: 'model', type: 'string', values: rows.map(() => 'employment') },
      ...names.map((name) => ({
        name: DISPARITY_FIELDS[name],
        type: name in types ? types[name as keyof typeof types] : ('number' as const),
        config:
          name === 'value'
            ? { unit: 'percentunit', min: 0, max: 1, displayNameFromDS: 'Selection rate by race' }
            : {},
        values: rows.map((row) => row[name]),
      })),
    ],
  };
}

interface Row {
  value: number;
  low: number;
  high: number;
  baseline: number | null;
}

function compare(highest: Row, lowest: Row, by: (high: number, low: number) => number): DisparityNumber {
  const ends = [by(highest.low, lowest.high), by(highest.high, lowest.low)].sort((a, b) => a - b);
  const isKnown = highest.baseline !== null && lowest.baseline !== null;
  return {
    value: by(highest.value, lowest.value),
    lower: ends[0]!,
    upper: ends[1]!,
    baseline: isKnown ? by(highest.baseline!, lowest.baseline!) : null,
  };
}

function seriesOfGroups(): Frame {
  const groups = Object.keys(groupsOf(0));
  const times = IN_TIME.map((window) => Date.parse(reference.windows[window]!.from));
  return {
    name: 'Selection rate',
    refId: 'B',
    meta: { type: 'timeseries-wide', typeVersion: [0, 1] },
    fields: [
      { name: 'time', type: 'time', values: times },
      ...groups.map((group) => ({
        name: 'value',
        type: 'number' as const,
        labels: { model: 'employment', group },
        config: { unit: 'percentunit', min: 0, max: 1, displayNameFromDS: group },
        values: IN_TIME.map((window) => groupsOf(window)[group]?.selectionRate ?? null),
      })),
    ],
  };
}

/** Wilson (1927). */
function wilson(rate: number, n: number): { low: number; high: number } {
  const centre = (rate + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((rate * (1 - rate)) / n + Z ** 2 / (4 * n ** 2));
  return { low: centre - half, high: centre + half };
}
