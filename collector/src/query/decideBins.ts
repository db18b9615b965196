import { type CategoryProfile, type ColumnProfile, type NumericProfile, SCORE_COLUMN } from '../contract';
import type { Column, RowSample, Store } from '../store';
import type { QueryPlan } from './plan';

/** Deciles of so many rows lie within half a percent of their place. */
const ROWS = 20_000;

/**
 * A model that has no baseline can still be compared with its earlier windows. Their rows, or a sample of them, then
 * decide the bins, once for every step: a feature that the registered baseline knows keeps its bins.
 */
export async function decideBins(plan: QueryPlan, store: Store, signal?: AbortSignal): Promise<QueryPlan> {
  const { earlier, baseline, definition, model, selection } = plan;
  if (!earlier || !model || definition.input === 'values') return plan;
  const wanted = plan.features.length > 0 ? plan.features : model.schema.features.map(({ name }) => name);
  const unknown = wanted.filter((name) => !baseline?.columns[name]);
  if (unknown.length === 0) return plan;
  const [shiftMs] = earlier.shiftsMs;
  const sample = await store.sampleRows(
    {
      selection: { ...selection, from: selection.from - shiftMs!, to: selection.to - shiftMs! },
      features: unknown.filter((name) => name !== SCORE_COLUMN),
      dimensions: [],
      asOf: plan.asOf,
      limit: ROWS,
    },
    signal,
  );
  const typeOf = (feature: string) => model.schema.features.find(({ name }) => name === feature)?.type;
  const decided = unknown.map((name): [string, ColumnProfile] => {
    const column = columnOf(sample, name);
    if (column.type === 'number') return [name, profileOfNumbers(column.values)];
    return [name, profileOfLevels(column, typeOf(name) === 'boolean' ? 'boolean' : 'category')];
  });
  return {
    ...plan,
    baseline: {
      version: earlier.name,
      rows: sample.rows,
      digest: '',
      kind: null,
      hasLabels: false,
      registeredAt: plan.now,
      ...baseline,
      columns: { ...baseline?.columns, ...Object.fromEntries(decided) },
    },
  };
}

const columnOf = (sample: RowSample, name: string): Column =>
  name === SCORE_COLUMN ? { type: 'number', values: sample.scores } : sample.features[name]!;

function profileOfNumbers(values: Float64Array): NumericProfile {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const edges = sorted.length === 0 ? [] : [...new Set(TENTHS.map((tenth) => quantile(sorted, tenth / 10)))];
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of sorted) {
    const bin = edges.findIndex((edge) => value <= edge);
    counts[bin === -1 ? edges.length : bin]! += 1;
  }
  const n = sorted.length;
  const mean = n === 0 ? null : sorted.reduce((sum, value) => sum + value, 0) / n;
  return {
    type: 'number',
    edges,
    counts,
    missing: values.length - n,
    n: values.length,
    min: sorted[0] ?? null,
    max: sorted[n - 1] ?? null,
    mean,
    std: mean === null ? null : Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n),
    distinct: Math.min(257, new Set(sorted).size),
  };
}

const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** NumPy's linear quantile, as baselines have it. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}

function profileOfLevels(
  { codes, dictionary }: Column & { type: 'category' },
  type: CategoryProfile['type'],
): CategoryProfile {
  const counts = new Map<string, number>();
  for (const code of codes) {
    if (code >= 0) counts.set(dictionary[code]!, (counts.get(dictionary[code]!) ?? 0) + 1);
  }
  const levels = [...counts.keys()].sort((a, b) => (a < b ? -1 : 1));
  const ofLevels = levels.map((level) => counts.get(level)!);
  const present = ofLevels.reduce((sum, count) => sum + count, 0);
  return { type, levels, counts: ofLevels, missing: codes.length - present, n: codes.length };
}
