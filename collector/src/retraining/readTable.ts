import { type Query, TABLE_FIELDS, type Verdict } from '../contract';
import type { QueryEngine } from '../query';

/** One value of a table, with how far it can be believed. */
export interface JudgedValue {
  /** Null of a measure of the whole model. */
  feature: string | null;
  value: number | null;
  threshold: number | null;
  rows: number;
  weight: number;
  coverage: number | null;
  verdict: Verdict | null;
}

export interface Asked {
  query: Query;
  range: { from: number; to: number };
}

/** Asks for the table of a measure, whose verdicts are those of alerts and panels. */
export async function readTable(
  engine: QueryEngine,
  { query, range }: Asked,
  signal?: AbortSignal,
): Promise<JudgedValue[]> {
  const { fields } = await engine.run({ query, range }, signal);
  const column = (name: string): readonly unknown[] =>
    fields.find((field) => field.name === name)?.values ?? [];
  const features = column('feature');
  return column(TABLE_FIELDS.verdict).map((verdict, row) => ({
    feature: (features[row] ?? null) as string | null,
    value: column(TABLE_FIELDS.value)[row] as number | null,
    threshold: column(TABLE_FIELDS.threshold)[row] as number | null,
    rows: column(TABLE_FIELDS.n)[row] as number,
    weight: column(TABLE_FIELDS.weight)[row] as number,
    coverage: column(TABLE_FIELDS.coverage)[row] as number | null,
    verdict: verdict as Verdict | null,
  }));
}
