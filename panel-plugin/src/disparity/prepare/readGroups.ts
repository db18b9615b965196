import { type DataFrame } from '@grafana/data';
import { DISPARITY_FIELDS, TABLE_FIELDS } from '@modelwatch/collector/contract';
import { booleanAt, fieldNamed, labelsOf, missingFields, numberAt, textAt } from '../../shared/frames';
import { findGap } from './findGap';
import { type GroupRate, type GroupSet } from './types';

/** Without these there is nothing to compare, or no way to tell how far to trust it. */
const REQUIRED = [
  DISPARITY_FIELDS.group,
  DISPARITY_FIELDS.size,
  DISPARITY_FIELDS.value,
  DISPARITY_FIELDS.low,
  DISPARITY_FIELDS.high,
  DISPARITY_FIELDS.small,
  DISPARITY_FIELDS.worst,
];
const OWN_NAMES = new Set<string>([
  ...Object.values(DISPARITY_FIELDS),
  ...Object.values(TABLE_FIELDS),
  // Details that a measure of disparity tells of its pair: of the values, and no labels.
  'rate',
  'groups',
  'highest',
  'lowest',
  'leastCoverage',
]);

/** Names of the fields that a frame lacks to be rates by group; none when it is one. */
export function missingColumns(frame: DataFrame): string[] {
  return missingFields(frame, REQUIRED);
}

/** The rows of a frame as groups, by their label set in the order in which they come. */
export function readGroups(frame: DataFrame, query: string): GroupSet[] {
  const value = fieldNamed(frame, DISPARITY_FIELDS.value);
  if (!value) return [];
  const fields = { frame, value, size: fieldNamed(frame, DISPARITY_FIELDS.size) };
  const labelsAt = labelsOf(frame, OWN_NAMES);
  const byKey = new Map<string, { labels: Record<string, string>; groups: GroupRate[] }>();
  const readRow = rowReader(frame);
  for (let row = 0; row < frame.length; row++) {
    const labels = labelsAt(row);
    const key = [query, ...Object.values(labels)].join('\u0000');
    const known = byKey.get(key);
    if (known) known.groups.push(readRow(row));
    else byKey.set(key, { labels, groups: [readRow(row)] });
  }
  return [...byKey].map(([key, set]) => ({ ...set, key, fields, gap: findGap(frame, set) }));
}

function rowReader(frame: DataFrame): (row: number) => GroupRate {
  const columns = {
    group: fieldNamed(frame, DISPARITY_FIELDS.group),
    size: fieldNamed(frame, DISPARITY_FIELDS.size),
    labelled: fieldNamed(frame, DISPARITY_FIELDS.labelled),
    value: fieldNamed(frame, DISPARITY_FIELDS.value),
    low: fieldNamed(frame, DISPARITY_FIELDS.low),
    high: fieldNamed(frame, DISPARITY_FIELDS.high),
    baseline: fieldNamed(frame, DISPARITY_FIELDS.baseline),
    small: fieldNamed(frame, DISPARITY_FIELDS.small),
    worst: fieldNamed(frame, DISPARITY_FIELDS.worst),
    reason: fieldNamed(frame, TABLE_FIELDS.reason),
  };
  return (row) => ({
    group: textAt(columns.group, row),
    size: numberAt(columns.size, row),
    labelled: numberAt(columns.labelled, row),
    value: numberAt(columns.value, row),
    low: numberAt(columns.low, row),
    high: numberAt(columns.high, row),
    baseline: numberAt(columns.baseline, row),
    isSmall: booleanAt(columns.small, row),
    isWorst: booleanAt(columns.worst, row),
    reason: textAt(columns.reason, row),
    row,
  });
}
