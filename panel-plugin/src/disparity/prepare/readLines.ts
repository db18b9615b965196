import { type DataFrame, type Field, FieldType } from '@grafana/data';
import { numberAt, timeAt } from '../../shared/frames';
import { type RateLines } from './types';

const GROUP_LABEL = 'group';

/** The value fields of a series that are the rate of a group; none when the frame is no such series. */
export function groupFields(frame: DataFrame): Field[] {
  if (!frame.fields.some((field) => field.type === FieldType.time)) return [];
  return frame.fields.filter(
    (field) => field.type === FieldType.number && field.labels?.[GROUP_LABEL] !== undefined,
  );
}

/** Rates over time: the value fields that share their labels but for the group belong together. */
export function readLines(frame: DataFrame, query: string): RateLines[] {
  const time = frame.fields.find((field) => field.type === FieldType.time);
  if (!time) return [];
  const rows = Array.from({ length: frame.length }, (_, row) => row).filter(
    (row) => timeAt(time, row) !== null,
  );
  const byKey = new Map<string, RateLines>();
  for (const field of groupFields(frame)) {
    const { [GROUP_LABEL]: group = '', ...labels } = field.labels ?? {};
    const key = [query, ...Object.values(labels)].join('\u0000');
    const line = { group, values: rows.map((row) => numberAt(field, row)) };
    const known = byKey.get(key);
    if (known) known.lines.push(line);
    else {
      byKey.set(key, { key, labels, timesMs: rows.map((row) => timeAt(time, row)!), lines: [line], field });
    }
  }
  return [...byKey.values()];
}
