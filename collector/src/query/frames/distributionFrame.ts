import { DISTRIBUTION_FIELDS, type Field, type FieldType, type FieldValue, type Frame } from '../../contract';
import { comparedCounts, currentCounts } from '../../measures';
import type { LabelledCells } from '../cells';
import type { BaselineBins } from '../inputs';
import { placeOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { valueConfig } from './fieldConfig';
import { labelFields } from './labelFields';
import { metaOf } from './meta';
import { titleOf } from './names';

interface BinRow {
  kind: 'bin' | 'level' | 'unseen' | 'missing' | 'invalid';
  bin: string;
  lower: number | null;
  upper: number | null;
}

/**
 * A row a bin of each feature (and step, where it is told over time), features with the greatest drift first. Shares are of all rows, missing, unseen and
 * invalid ones included: bars that leave them out look healthy when a feature has gone.
 */
export function distributionFrame(
  plan: QueryPlan,
  sets: LabelledCells[],
  bars: { bucket: number | null; labels: Record<string, string>; input: BaselineBins }[],
  behindSeconds: number,
): Frame {
  const meta = metaOf(plan, sets, behindSeconds);
  if (plan.params.bins === 'joined') {
    meta.notices = [
      ...(meta.notices ?? []),
      { severity: 'info', text: "Values are of joined bins; the bars show the baseline's bins." },
    ];
  }
  if (sets.length === 0) return { name: titleOf(plan), refId: plan.refId, fields: [], meta };
  const inputs = new Map(bars.map((one) => [placeOf(one), one.input]));
  const rows: { labels: Record<string, string>; values: Record<string, FieldValue> }[] = [];
  for (const cell of byValue(sets).flatMap(({ cells }) => cells)) {
    const input = inputs.get(placeOf(cell));
    if (!input) continue;
    const { bucket, labels, result, threshold, verdict } = cell;
    const baseline = comparedCounts(input);
    const current = currentCounts(input.current);
    const baselineTotal = sum(baseline);
    const currentTotal = sum(current);
    binsOf(input).forEach(({ kind, bin, lower, upper }, i) => {
      // A numeric feature has no levels that could be unseen.
      if (kind === 'unseen' && input.profile.type === 'number') return;
      rows.push({
        labels,
        values: {
          [DISTRIBUTION_FIELDS.time]: bucket,
          [DISTRIBUTION_FIELDS.type]: input.profile.type,
          [DISTRIBUTION_FIELDS.kind]: kind,
          [DISTRIBUTION_FIELDS.bin]: bin,
          [DISTRIBUTION_FIELDS.lower]: lower,
          [DISTRIBUTION_FIELDS.upper]: upper,
          [DISTRIBUTION_FIELDS.baselineShare]: baselineTotal > 0 ? baseline[i]! / baselineTotal : null,
          [DISTRIBUTION_FIELDS.currentShare]: currentTotal > 0 ? current[i]! / currentTotal : null,
          [DISTRIBUTION_FIELDS.baselineCount]: baseline[i]!,
          [DISTRIBUTION_FIELDS.currentCount]: current[i]!,
          [DISTRIBUTION_FIELDS.value]: result.value,
          [DISTRIBUTION_FIELDS.threshold]: threshold.value,
          [DISTRIBUTION_FIELDS.verdict]: verdict,
        },
      });
    });
  }
  const labels = labelFields(
    plan,
    rows.map((row) => row.labels),
  );
  const values = COLUMNS.map(({ name, type, config }): Field => ({
    name,
    type,
    config: name === DISTRIBUTION_FIELDS.value ? valueConfig(plan, titleOf(plan)) : config,
    values: rows.map((row) => row.values[name] ?? null),
  }));
  return {
    name: titleOf(plan),
    refId: plan.refId,
    fields: [...timeField(plan, rows), ...labels, ...values],
    meta,
  };
}

/** Where the distribution is told over time, the start of the step of each row. */
function timeField({ bucketMs }: QueryPlan, rows: { values: Record<string, FieldValue> }[]): Field[] {
  if (bucketMs === null) return [];
  const name = DISTRIBUTION_FIELDS.time;
  const config = { custom: { windowSeconds: bucketMs / 1000 } };
  return [{ name, type: 'time', config, values: rows.map(({ values }) => values[name]!) }];
}

const SHARE = { unit: 'percentunit', min: 0, max: 1 };
const COLUMNS: { name: string; type: FieldType; config?: Field['config'] }[] = [
  { name: DISTRIBUTION_FIELDS.type, type: 'string' },
  { name: DISTRIBUTION_FIELDS.kind, type: 'string' },
  { name: DISTRIBUTION_FIELDS.bin, type: 'string' },
  { name: DISTRIBUTION_FIELDS.lower, type: 'number' },
  { name: DISTRIBUTION_FIELDS.upper, type: 'number' },
  { name: DISTRIBUTION_FIELDS.baselineShare, type: 'number', config: { ...SHARE, displayName: 'Baseline' } },
  { name: DISTRIBUTION_FIELDS.currentShare, type: 'number', config: { ...SHARE, displayName: 'Current' } },
  { name: DISTRIBUTION_FIELDS.baselineCount, type: 'number', config: { unit: 'short' } },
  { name: DISTRIBUTION_FIELDS.currentCount, type: 'number', config: { unit: 'short' } },
  { name: DISTRIBUTION_FIELDS.value, type: 'number' },
  { name: DISTRIBUTION_FIELDS.threshold, type: 'number' },
  { name: DISTRIBUTION_FIELDS.verdict, type: 'string' },
];

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** Greatest value first, over time that of any step; what has none comes last, in the order asked. */
const byValue = (sets: LabelledCells[]): LabelledCells[] => {
  const greatest = ({ cells }: LabelledCells): number =>
    cells.reduce((most, { result }) => Math.max(most, result.value ?? -1), -1);
  return [...sets].sort((a, b) => greatest(b) - greatest(a));
};

/** The bins in the order in which their counts stand. */
function binsOf({ profile }: BaselineBins): BinRow[] {
  const others: BinRow[] = (['unseen', 'missing', 'invalid'] as const).map((kind) => ({
    kind,
    bin: kind,
    lower: null,
    upper: null,
  }));
  if (profile.type !== 'number') {
    const levels = profile.levels.map((level): BinRow => ({
      kind: 'level',
      bin: level,
      lower: null,
      upper: null,
    }));
    return [...levels, ...others];
  }
  const { edges } = profile;
  const bins = Array.from({ length: edges.length + 1 }, (_, i): BinRow => {
    const lower = edges[i - 1] ?? null;
    const upper = edges[i] ?? null;
    return { kind: 'bin', bin: intervalText(lower, upper), lower, upper };
  });
  return [...bins, ...others];
}

function intervalText(lower: number | null, upper: number | null): string {
  if (lower === null) return upper === null ? 'all' : `≤ ${short(upper)}`;
  return upper === null ? `> ${short(lower)}` : `${short(lower)} to ${short(upper)}`;
}

const short = (value: number): string => String(Number(value.toPrecision(6)));
