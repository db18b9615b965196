import { type DataFrame, type Field, FieldType } from '@grafana/data';
import { DISTRIBUTION_FIELDS, type Verdict } from '@modelwatch/collector/contract';
import { type Slot, type SlotKind } from './types';

/** Without these nothing can be drawn; counts, bounds, value and verdict may be absent. */
const REQUIRED = ['feature', 'kind', 'bin', 'baselineShare', 'currentShare'] as const;
const KINDS: readonly SlotKind[] = ['bin', 'level', 'unseen', 'missing', 'invalid'];
const VERDICTS: readonly Verdict[] = ['ok', 'breach', 'insufficient', 'immature'];
const OWN_NAMES = new Set<string>(Object.values(DISTRIBUTION_FIELDS));

/** One row of the frame, typed. */
export interface DistributionRow {
  row: number;
  feature: string;
  type: string;
  labels: Record<string, string>;
  slot: Slot;
  value: number | null;
  threshold: number | null;
  verdict: Verdict | null;
}

export function findColumn(frame: DataFrame, name: keyof typeof DISTRIBUTION_FIELDS): Field | undefined {
  return frame.fields.find((field) => field.name === DISTRIBUTION_FIELDS[name]);
}

/** Names of the fields that a frame lacks to be a distribution; none when it is one. */
export function missingColumns(frame: DataFrame): string[] {
  return REQUIRED.filter((name) => !findColumn(frame, name)).map((name) => DISTRIBUTION_FIELDS[name]);
}

export function readRows(frame: DataFrame): DistributionRow[] {
  const column = (name: keyof typeof DISTRIBUTION_FIELDS): Field | undefined => findColumn(frame, name);
  const columns = {
    feature: column('feature'),
    type: column('type'),
    kind: column('kind'),
    bin: column('bin'),
    lower: column('lower'),
    upper: column('upper'),
    baselineShare: column('baselineShare'),
    currentShare: column('currentShare'),
    baselineCount: column('baselineCount'),
    currentCount: column('currentCount'),
    value: column('value'),
    threshold: column('threshold'),
    verdict: column('verdict'),
  };
  const groups = frame.fields.filter(
    (field) => field.type === FieldType.string && !OWN_NAMES.has(field.name),
  );
  return Array.from({ length: frame.length }, (_, row) => ({
    row,
    feature: textAt(columns.feature, row),
    type: textAt(columns.type, row),
    labels: Object.fromEntries(groups.map((field) => [field.name, textAt(field, row)])),
    slot: {
      kind: KINDS.find((kind) => kind === textAt(columns.kind, row)) ?? 'level',
      label: textAt(columns.bin, row),
      lower: numberAt(columns.lower, row),
      upper: numberAt(columns.upper, row),
      baselineShare: numberAt(columns.baselineShare, row),
      currentShare: numberAt(columns.currentShare, row),
      baselineCount: numberAt(columns.baselineCount, row),
      currentCount: numberAt(columns.currentCount, row),
    },
    value: numberAt(columns.value, row),
    threshold: numberAt(columns.threshold, row),
    verdict: VERDICTS.find((verdict) => verdict === textAt(columns.verdict, row)) ?? null,
  }));
}

function textAt(field: Field | undefined, row: number): string {
  const value: unknown = field?.values[row];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** Infinite bounds are open ends, and a count or share that is no number is not known. */
function numberAt(field: Field | undefined, row: number): number | null {
  const value: unknown = field?.values[row];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
