import { type ModelEntry, SCORE_COLUMN } from '../../contract';
import type { BaselineSample, Column, RowSample, Store } from '../../store';
import { keyOf } from '../labelSets';
import type { QueryPlan } from '../plan';

/** Rows of either side that are read at most, and values of them, which bounds what is in memory. */
const MOST_ROWS = 100_000;
const MOST_VALUES = 5_000_000;

/** Rows of one step of one label set, by their place in the sample. */
export interface PlacedRows {
  bucket: number | null;
  labels: Record<string, string>;
  places: Uint32Array;
}

export const mostRows = (features: readonly string[]): number =>
  Math.min(MOST_ROWS, Math.floor(MOST_VALUES / Math.max(1, features.length)));

/** Rows of a range with the values of their features, in one read, and which of them fall to which step and group. */
export async function readFeatureRows(
  plan: QueryPlan,
  store: Store,
  { features, dimensions = [] }: { features: string[]; dimensions?: string[] },
  signal?: AbortSignal,
): Promise<{ sample: RowSample; placed: PlacedRows[] }> {
  const sample = await store.sampleRows(
    {
      selection: plan.selection,
      features: features.filter((name) => name !== SCORE_COLUMN),
      dimensions: [...new Set([...plan.groupBy, ...dimensions])],
      asOf: plan.asOf,
      limit: mostRows(features),
    },
    signal,
  );
  return { sample, placed: placeRows(plan, sample) };
}

function placeRows({ groupBy, bucketMs }: QueryPlan, sample: RowSample): PlacedRows[] {
  const byPlace = new Map<
    string,
    { bucket: number | null; labels: Record<string, string>; rows: number[] }
  >();
  for (let row = 0; row < sample.rows; row++) {
    const labels = Object.fromEntries(
      groupBy.map((name) => [name, textAt(sample.dimensions[name]!, row) ?? 'missing']),
    );
    const bucket = bucketMs === null ? null : Math.floor(sample.ts[row]! / bucketMs) * bucketMs;
    const key = `${bucket}|${keyOf(labels)}`;
    const known = byPlace.get(key);
    if (known) known.rows.push(row);
    else byPlace.set(key, { bucket, labels, rows: [row] });
  }
  return [...byPlace.values()].map(({ rows, ...place }) => ({ ...place, places: Uint32Array.from(rows) }));
}

export const textAt = ({ codes, dictionary }: Column & { type: 'category' }, row: number): string | null =>
  codes[row]! < 0 ? null : dictionary[codes[row]!]!;

export const columnOf = (
  sample: Pick<RowSample | BaselineSample, 'features' | 'scores'>,
  name: string,
): Column | undefined =>
  name === SCORE_COLUMN ? { type: 'number', values: sample.scores } : sample.features[name];

export function chooseRows(column: Column, places: Uint32Array): Column {
  if (column.type === 'number') {
    return { type: 'number', values: Float64Array.from(places, (row) => column.values[row]!) };
  }
  return { ...column, codes: Int32Array.from(places, (row) => column.codes[row]!) };
}

/** Features of the model that its baseline has, too, with the same type: what both sides can be compared in. */
export const commonFeatures = ({ schema }: ModelEntry, plan: QueryPlan): string[] =>
  schema.features
    .filter(({ name, type }) => plan.baseline?.columns[name]?.type === type)
    .map(({ name }) => name);
