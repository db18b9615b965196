import { type DataFrame, type Field } from '@grafana/data';
import { DISTRIBUTION_FIELDS, type Verdict } from '@modelwatch/collector/contract';
import { fieldNamed, labelsOf, missingFields, numberAt, textAt, verdictAt } from '../../shared/frames';
import { type Slot, type SlotKind } from './types';

/** Without these nothing can be drawn; counts, bounds, value and verdict may be absent. */
const REQUIRED = ['feature', 'kind', 'bin', 'baselineShare', 'currentShare'] as const;
const KINDS: readonly SlotKind[] = ['bin', 'level', 'unseen', 'missing', 'invalid'];
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
  return fieldNamed(frame, DISTRIBUTION_FIELDS[name]);
}

/** Names of the fields that a frame lacks to be a distribution; none when it is one. */
export function missingColumns(frame: DataFrame): string[] {
  return missingFields(
    frame,
    REQUIRED.map((name) => DISTRIBUTION_FIELDS[name]),
  );
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
  const labelsAt = labelsOf(frame, OWN_NAMES);
  return Array.from({ length: frame.length }, (_, row) => ({
    row,
    feature: textAt(columns.feature, row),
    type: textAt(columns.type, row),
    labels: labelsAt(row),
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
    verdict: verdictAt(columns.verdict, row),
  }));
}
