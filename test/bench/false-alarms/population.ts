import { DuckDBInstance } from '@duckdb/node-api';
import { join } from 'node:path';
import type { ColumnProfile, ModelSpec } from '../../../collector/src/contract';
import { EMPLOYMENT_FOLDER } from '../../support/employment';

/** Rows of the baseline in columns: a number, or the text of a level. */
export interface Population {
  rows: number;
  features: Record<string, (number | string)[]>;
  segments: Record<string, string[]>;
  scores: number[];
  labels: number[];
}

export async function readPopulation(spec: ModelSpec): Promise<Population> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const names = [...spec.features.map(({ name }) => name), 'label::INTEGER', 'score', 'sex', 'race'];
  const file = join(EMPLOYMENT_FOLDER, 'baseline.parquet');
  const read = await connection.runAndReadAll(`SELECT ${names.join(', ')} FROM '${file}'`);
  const columns = read.getColumns();
  connection.closeSync();
  instance.closeSync();
  const of = (index: number): (number | string)[] => columns[index] as (number | string)[];
  const last = spec.features.length;
  return {
    rows: of(0).length,
    features: Object.fromEntries(spec.features.map(({ name }, index) => [name, of(index)])),
    labels: of(last) as number[],
    scores: of(last + 1) as number[],
    segments: { sex: of(last + 2) as string[], race: of(last + 3) as string[] },
  };
}

/** A feature with its bins, and where a value falls among them. */
export interface Column {
  feature: string;
  profile: ColumnProfile;
  /** Bins of the profile, then unseen, missing and invalid. */
  binOf(value: unknown): number;
}

/** Profiles of some rows, as the store makes them of a baseline. */
export function columnsOf({ features }: Population, rows: readonly number[]): Column[] {
  return Object.entries(features).map(([feature, values]) =>
    typeof values[0] === 'number'
      ? numberColumn(feature, Float64Array.from(rows, (row) => values[row] as number).sort())
      : levelColumn(
          feature,
          rows.map((row) => values[row] as string),
        ),
  );
}

function numberColumn(feature: string, sorted: Float64Array): Column {
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    return sorted[low]! + (sorted[Math.min(low + 1, sorted.length - 1)]! - sorted[low]!) * (place - low);
  };
  const edges = [...new Set([1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => at(tenth / 10)))];
  const binOf = (value: unknown): number => {
    if (typeof value !== 'number') return edges.length + (value === undefined ? 2 : 3);
    let bin = 0;
    while (bin < edges.length && value > edges[bin]!) bin += 1;
    return bin;
  };
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of sorted) counts[binOf(value)]! += 1;
  const profile: ColumnProfile = {
    type: 'number',
    edges,
    counts,
    missing: 0,
    n: sorted.length,
    min: sorted[0]!,
    max: sorted[sorted.length - 1]!,
    mean: null,
    std: null,
    distinct: new Set(sorted).size,
  };
  return { feature, profile, binOf };
}

function levelColumn(feature: string, values: readonly string[]): Column {
  const levels = [...new Set(values)].sort();
  const places = new Map(levels.map((level, place) => [level, place]));
  const counts = new Array<number>(levels.length).fill(0);
  for (const value of values) counts[places.get(value)!]! += 1;
  const binOf = (value: unknown): number =>
    typeof value === 'string' ? (places.get(value) ?? levels.length) : levels.length + 1;
  return { feature, profile: { type: 'category', levels, counts, missing: 0, n: values.length }, binOf };
}
