import type { FeatureSpec, FeatureValue, ModelEntry, PredictionRecord } from '../contract';
import type { ColumnBatch } from '../replay';
import type { Column } from '../store';

type CategoryColumn = Column & { type: 'category' };

/** Predictions as the columns that a scoring thread takes; `features` names those that it needs. */
export function batchOf(
  records: readonly PredictionRecord[],
  entry: ModelEntry,
  features: readonly string[],
): ColumnBatch {
  return {
    rows: records.length,
    versions: categories(records.map(({ version }) => version)),
    features: Object.fromEntries(
      features.map((name) => {
        const spec = entry.spec.features.find((one) => one.name === name)!;
        return [name, columnOf(spec, valuesOf(records, entry, name))];
      }),
    ),
    segments: {},
    scores: Float64Array.from(records, ({ score }) => score ?? NaN),
    classes: categories(records.map((record) => record.class)),
    labels: categories(records.map(() => null)),
  };
}

/** A record is laid out by the schema of when it came, which a later registration may have followed. */
function valuesOf(records: readonly PredictionRecord[], entry: ModelEntry, name: string): FeatureValue[] {
  const places = new Map(
    entry.schemas.map(({ version, features }) => [
      version,
      features.findIndex((feature) => feature.name === name),
    ]),
  );
  return records.map((record) => record.features[places.get(record.schema) ?? -1] ?? null);
}

function columnOf({ type }: FeatureSpec, values: readonly FeatureValue[]): Column {
  if (type === 'number') {
    return {
      type,
      values: Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN)),
    };
  }
  return categories(values.map((value) => (value === null ? null : String(value))));
}

function categories(texts: readonly (string | null)[]): CategoryColumn {
  const known = new Map<string, number>();
  const codes = Int32Array.from(texts, (text) => {
    if (text === null) return -1;
    const code = known.get(text) ?? known.size;
    known.set(text, code);
    return code;
  });
  return { type: 'category', codes, dictionary: [...known.keys()] };
}
