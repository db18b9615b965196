import {
  DISTRIBUTION_FIELDS,
  type Frame,
  type FrameMeta,
  frameToJson,
  type FrameJson,
  TABLE_FIELDS,
} from '@modelwatch/collector/contract';
import reference from '../../reference/expected/employment.json';

interface Binned {
  bins: (number | string)[];
  /** By bin, then (of levels: unseen, then) missing. */
  baselineCounts: number[];
  currentCounts: number[];
  psi: number;
}

const PSI_THRESHOLD = 0.2;

type Row = Record<Exclude<keyof typeof DISTRIBUTION_FIELDS, 'time'>, string | number | null> & {
  time?: number;
};

/** Windows of the reference: 1 has the unit change, 2 the renamed category, 3 the missing feature. */
export function recordedDistribution(window: 0 | 1 | 2 | 3): FrameJson {
  const binned = reference.windows[window]!.binned as unknown as Record<string, Binned>;
  return distributionFrame(Object.entries(binned).flatMap(([feature, counts]) => rowsOf(feature, counts)));
}

/** The windows of the reference in their order, as steps of a day. */
export function recordedLadder(): FrameJson {
  const rows = ([0, 3, 1, 2] as const).flatMap((window) => {
    const { binned, from } = reference.windows[window]!;
    return Object.entries(binned as unknown as Record<string, Binned>).flatMap(([feature, counts]) =>
      rowsOf(feature, counts).map((row) => ({ ...row, time: Date.parse(from) })),
    );
  });
  return distributionFrame(rows);
}

/** The same features over and over, to see what many cost. */
export function manyFeatures(count: number): FrameJson {
  const binned = Object.entries(reference.windows[1]!.binned as unknown as Record<string, Binned>);
  const rows = Array.from({ length: count }, (_, index) => {
    const [name, counts] = binned[index % binned.length]!;
    return rowsOf(`${name}_${String(index).padStart(3, '0')}`, counts);
  });
  return distributionFrame(rows.flat());
}

/** A `table` answer of one row. */
export function tableFrame(
  row: Partial<Record<keyof typeof TABLE_FIELDS, string | number>>,
  unit: string,
): FrameJson {
  const texts = new Set(['verdict', 'reason']);
  const names = Object.keys(TABLE_FIELDS) as (keyof typeof TABLE_FIELDS)[];
  return frameToJson({
    name: 'table',
    meta: {},
    fields: names.map((name) => ({
      name: TABLE_FIELDS[name],
      type: texts.has(name) ? 'string' : 'number',
      config: name === 'value' ? { unit } : {},
      values: [row[name] ?? null],
    })),
  });
}

export function distributionFrame(rows: Row[], meta: FrameMeta = {}): FrameJson {
  const isOverTime = rows.some(({ time }) => time !== undefined);
  const names = (Object.keys(DISTRIBUTION_FIELDS) as (keyof typeof DISTRIBUTION_FIELDS)[]).filter(
    (name) => name !== 'time',
  );
  const texts = new Set(['feature', 'type', 'kind', 'bin', 'verdict']);
  const frame: Frame = {
    name: 'Population stability index',
    refId: 'A',
    meta,
    fields: [
      ...(isOverTime ? [timeField(rows)] : []),
      { name: 'model', type: 'string', values: rows.map(() => 'employment') },
      ...names.map((name) => ({
        name: DISTRIBUTION_FIELDS[name],
        type: texts.has(name) ? ('string' as const) : ('number' as const),
        config: configOf(name),
        values: rows.map((row) => row[name]),
      })),
    ],
  };
  return frameToJson(frame);
}

function timeField(rows: Row[]): Frame['fields'][number] {
  const config = { custom: { windowSeconds: 86_400 } };
  return { name: 'time', type: 'time', config, values: rows.map(({ time }) => time ?? null) };
}

function configOf(name: keyof typeof DISTRIBUTION_FIELDS): Frame['fields'][number]['config'] {
  if (name === 'baselineShare' || name === 'currentShare') return { unit: 'percentunit' };
  if (name !== 'value') return {};
  const steps = [
    { value: null, color: 'green' },
    { value: PSI_THRESHOLD, color: 'red' },
  ];
  return {
    displayNameFromDS: 'Population stability index',
    decimals: 3,
    thresholds: { mode: 'absolute', steps },
  };
}

function rowsOf(feature: string, counts: Binned): Row[] {
  const isNumber = counts.bins.every((bin) => typeof bin === 'number');
  const edges = isNumber ? (counts.bins as number[]) : [];
  const apart = isNumber ? ['missing'] : ['unseen', 'missing'];
  const values = isNumber ? edges.length + 1 : counts.bins.length;
  const total = (side: number[]): number => side.reduce((sum, count) => sum + count, 0);
  const [baseline, current] = [total(counts.baselineCounts), total(counts.currentCounts)];
  const row = (index: number): Row => {
    const kind = index < values ? (isNumber ? 'bin' : 'level') : apart[index - values]!;
    const lower = kind === 'bin' && index > 0 ? edges[index - 1]! : null;
    const upper = kind === 'bin' && index < edges.length ? edges[index]! : null;
    return {
      feature,
      type: isNumber ? 'number' : 'category',
      kind,
      bin: kind === 'bin' ? inWords(lower, upper) : kind === 'level' ? String(counts.bins[index]) : kind,
      lower,
      upper,
      baselineShare: counts.baselineCounts[index]! / baseline,
      currentShare: counts.currentCounts[index]! / current,
      baselineCount: counts.baselineCounts[index]!,
      currentCount: counts.currentCounts[index]!,
      value: counts.psi,
      threshold: PSI_THRESHOLD,
      verdict: counts.psi >= PSI_THRESHOLD ? 'breach' : 'ok',
    };
  };
  return counts.baselineCounts.map((_, index) => row(index));
}

function inWords(lower: number | null, upper: number | null): string {
  if (lower === null) return `≤ ${upper}`;
  return upper === null ? `> ${lower}` : `${lower} < x ≤ ${upper}`;
}
