import type { FeatureValue, ModelSchema, PredictionRecord } from '../../contract';
import type { ColumnSpec } from './chunkAppender';
import { OVERFLOW_CODE } from './dictionaries';

/** A record on its way into its table, with what did not fit a typed column set apart. */
export interface PredictionRow {
  record: PredictionRecord;
  /** Its own over all tables and all times: 8 bytes by which other tables refer to it. */
  number: number;
  invalid: string | null;
  /** Texts past the limit of their dictionary, by name of the dictionary. */
  overflow: Map<string, string> | null;
}

export type PredictionColumn = ColumnSpec<PredictionRow> & { name: string };

/** Gives the texts of a dictionary their codes. */
export type EncoderOf = (dictionary: string) => (value: string) => number;

export function prepareRow(schema: ModelSchema, record: PredictionRecord): Omit<PredictionRow, 'number'> {
  return { record, invalid: json(withMisfits(schema, record)), overflow: null };
}

/** The columns of the table of a schema, in order, and how each is read from a row. */
export function predictionColumns(schema: ModelSchema, encoderOf: EncoderOf): PredictionColumn[] {
  const coded = (
    name: string,
    dictionary: string,
    read: (record: PredictionRecord) => FeatureValue | undefined,
  ): PredictionColumn => {
    const encode = encoderOf(dictionary);
    return {
      name,
      type: 'INTEGER',
      read: (row) => {
        const value = read(row.record);
        if (value === null || value === undefined) return null;
        const code = encode(String(value));
        if (code === OVERFLOW_CODE) (row.overflow ??= new Map()).set(dictionary, String(value));
        return code;
      },
    };
  };
  const feature = ({ name, type }: ModelSchema['features'][number], index: number): PredictionColumn => {
    const column = `f${index}`;
    if (type === 'category') return coded(column, `feature:${name}`, (record) => record.features[index]);
    if (type === 'boolean') {
      return { name: column, type: 'BOOLEAN', read: ({ record }) => booleanOrNull(record.features[index]) };
    }
    return { name: column, type: 'DOUBLE', read: ({ record }) => finiteOrNull(record.features[index]) };
  };
  return [
    { name: 'id', type: 'VARCHAR', read: ({ record }) => record.id },
    { name: 'ts', type: 'BIGINT', read: ({ record }) => record.ts },
    coded('version', 'version', (record) => record.version),
    coded('environment', 'environment', (record) => record.environment),
    coded('deployment', 'deployment', (record) => record.deployment),
    { name: 'entity', type: 'VARCHAR', read: ({ record }) => record.entity },
    coded('class', 'class', (record) => record.class),
    { name: 'score', type: 'DOUBLE', read: ({ record }) => finiteOrNull(record.score) },
    { name: 'latency', type: 'DOUBLE', read: ({ record }) => finiteOrNull(record.latencyMs) },
    { name: 'status', type: 'USMALLINT', read: ({ record }) => record.status },
    { name: 'error', type: 'VARCHAR', read: ({ record }) => record.error },
    { name: 'degraded', type: 'BOOLEAN', read: ({ record }) => record.degraded },
    { name: 'cold_start', type: 'BOOLEAN', read: ({ record }) => record.coldStart },
    { name: 'cache_hit', type: 'BOOLEAN', read: ({ record }) => record.cacheHit },
    { name: 'cost', type: 'DOUBLE', read: ({ record }) => finiteOrNull(record.cost) },
    { name: 'sample_rate', type: 'DOUBLE', read: ({ record }) => record.sampleRate },
    { name: 'trace', type: 'VARCHAR', read: ({ record }) => record.traceId },
    { name: 'request', type: 'VARCHAR', read: ({ record }) => record.requestId },
    { name: 'received', type: 'BIGINT', read: ({ record }) => record.receivedAt },
    // JSON text, NULL in almost every row.
    { name: 'extra', type: 'VARCHAR', read: ({ record }) => json(record.extra) },
    { name: 'invalid', type: 'VARCHAR', read: ({ invalid }) => invalid },
    { name: 'scores', type: 'VARCHAR', read: ({ record }) => json(record.scores) },
    { name: 'attributions', type: 'VARCHAR', read: ({ record }) => json(record.attributions) },
    { name: 'feature_times', type: 'VARCHAR', read: ({ record }) => json(record.featureTimes) },
    ...schema.features.map(feature),
    ...schema.segments.map((name, index) =>
      coded(`s${index}`, `segment:${name}`, (record) => record.segments[index]),
    ),
    // Behind all others, because reading those fills it.
    {
      name: 'overflow',
      type: 'VARCHAR',
      read: ({ overflow }) => (overflow ? JSON.stringify(Object.fromEntries(overflow)) : null),
    },
    { name: 'number', type: 'BIGINT', read: ({ number }) => number },
  ];
}

/**
 * The invalid fields of a record and, beside those that validation found, every feature that its column cannot hold:
 * a value may be lost to counting, but never to the eye.
 */
function withMisfits(schema: ModelSchema, record: PredictionRecord): Record<string, string> | undefined {
  let invalid: [string, string][] | undefined;
  schema.features.forEach(({ name, type }, index) => {
    const value = record.features[index];
    if (value === null || value === undefined || fits(type, value)) return;
    invalid ??= Object.entries(record.invalid ?? {});
    invalid.push([`features.${name}`, String(value)]);
  });
  return invalid ? Object.fromEntries(invalid) : record.invalid;
}

function fits(type: 'number' | 'category' | 'boolean', value: NonNullable<FeatureValue>): boolean {
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  return type === 'category' || typeof value === 'boolean';
}

const finiteOrNull = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

const booleanOrNull = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
