import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ModelSpec } from '../../contract';
import type { Column, RowBatch } from '../../store';

const FOLDER = join(__dirname, '../../../demo/employment');

export const demoFile = (name: string): Buffer => readFileSync(join(FOLDER, name));

export const demoModel = (): ModelSpec => ({
  ...(JSON.parse(demoFile('model.json').toString()) as Omit<ModelSpec, 'model'>),
  model: 'employment',
});

export interface DemoPrediction {
  id: string;
  ts: string;
  version: string;
  features: Record<string, number | string>;
  segments: Record<string, string>;
  prediction?: { class: number; scores: Record<string, number> };
}

/** The first answered predictions of the demo log, in its order. */
export function demoPredictions(
  limit: number,
  keep: (one: DemoPrediction) => boolean = () => true,
): DemoPrediction[] {
  const found: DemoPrediction[] = [];
  const lines = gunzipSync(demoFile('predictions.ndjson.gz')).toString().split('\n');
  for (const line of lines) {
    if (found.length === limit) break;
    if (line === '') continue;
    const one = JSON.parse(line) as DemoPrediction;
    if (one.prediction && keep(one)) found.push(one);
  }
  return found;
}

/** Codes and dictionary of texts; null is missing. */
export function categoryColumn(texts: (string | null)[]): Column & { type: 'category' } {
  const dictionary = [...new Set(texts.filter((text) => text !== null))];
  const codes = Int32Array.from(texts, (text) => (text === null ? -1 : dictionary.indexOf(text)));
  return { type: 'category', codes, dictionary };
}

export const numberColumn = (numbers: (number | null)[]): Column & { type: 'number' } => ({
  type: 'number',
  values: Float64Array.from(numbers, (number) => number ?? NaN),
});

const numbers = new Map<string, number>();

/** The number of a prediction in every batch that it is in. */
export function numberOf(id: string): number {
  const number = numbers.get(id) ?? numbers.size + 1;
  numbers.set(id, number);
  return number;
}

/** Predictions as the store gives them out; `labels` by prediction id. */
export function toBatch(
  rows: readonly DemoPrediction[],
  model: ModelSpec = demoModel(),
  labels: ReadonlyMap<string, string> = new Map(),
): RowBatch {
  const features = model.features.map(({ name, type }): [string, Column] => {
    const values = rows.map((row) => row.features[name] ?? null);
    return [
      name,
      type === 'number'
        ? numberColumn(values as (number | null)[])
        : categoryColumn(values as (string | null)[]),
    ];
  });
  const segments = ['sex', 'race', 'client', 'region'].map(
    (name): [string, Column & { type: 'category' }] => [
      name,
      categoryColumn(rows.map((row) => row.segments[name] ?? null)),
    ],
  );
  return {
    rows: rows.length,
    sliceFrom: rows[0] ? Date.parse(rows[0].ts) : 0,
    ids: rows.map((row) => row.id),
    numbers: Float64Array.from(rows, ({ id }) => numberOf(id)),
    ts: Float64Array.from(rows, (row) => Date.parse(row.ts)),
    versions: categoryColumn(rows.map((row) => row.version)),
    features: Object.fromEntries(features),
    segments: Object.fromEntries(segments),
    scores: Float64Array.from(rows, (row) => row.prediction?.scores['1'] ?? NaN),
    classes: categoryColumn(rows.map((row) => (row.prediction ? String(row.prediction.class) : null))),
    labels: categoryColumn(rows.map((row) => labels.get(row.id) ?? null)),
  };
}
