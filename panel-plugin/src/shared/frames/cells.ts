import { type DataFrame, type Field, FieldType } from '@grafana/data';
import { type Verdict } from '@modelwatch/collector/contract';

const VERDICTS: readonly Verdict[] = ['ok', 'breach', 'insufficient', 'immature'];

export function fieldNamed(frame: DataFrame, name: string): Field | undefined {
  return frame.fields.find((field) => field.name === name);
}

export function textAt(field: Field | undefined, row: number): string {
  const value: unknown = field?.values[row];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** Null for what is no number that can be drawn: nothing, NaN, an infinity. */
export function numberAt(field: Field | undefined, row: number): number | null {
  const value: unknown = field?.values[row];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Booleans as they come; a transformation may have made 0 and 1 or words of them. */
export function booleanAt(field: Field | undefined, row: number): boolean {
  const value: unknown = field?.values[row];
  return value === true || value === 1 || value === 'true';
}

/** Milliseconds since 1970; a text is read as RFC 3339, a date as its midnight in UTC. */
export function timeAt(field: Field | undefined, row: number): number | null {
  const value: unknown = field?.values[row];
  const time = typeof value === 'string' && field?.type !== FieldType.number ? Date.parse(value) : value;
  return typeof time === 'number' && Number.isFinite(time) ? time : null;
}

export function verdictAt(field: Field | undefined, row: number): Verdict | null {
  return VERDICTS.find((verdict) => verdict === textAt(field, row)) ?? null;
}
