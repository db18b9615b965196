import {
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';

const DAY_MS = 86_400_000;

/** The instant as events give it; one that no Date can hold keeps the engine's own text, for whoever judges it. */
function instant(ms: number, value: DuckDBValue): string {
  return Math.abs(ms) <= 8.64e15 ? new Date(Math.floor(ms)).toISOString() : String(value);
}

/** NaN is what data frames write for a missing number; an infinite one is kept as text, so that it is seen. */
function plainNumber(value: number): number | string | null {
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? value : String(value);
}

function plainObject(entries: Iterable<readonly [string, DuckDBValue]>): Record<string, unknown> {
  const plain = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of entries) {
    const one = plainValue(value);
    if (one !== null) plain[name] = one;
  }
  return plain;
}

/**
 * A value of a column as JSON has it: times as ISO 8601 in UTC (to the millisecond), structs and maps as objects without
 * what is NULL in them, whole numbers beyond 2^53 as text.
 */
export function plainValue(value: DuckDBValue): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return instant(Number(value.micros) / 1000, value);
  if (value instanceof DuckDBTimestampMillisecondsValue) return instant(Number(value.millis), value);
  if (value instanceof DuckDBTimestampNanosecondsValue)
    return instant(Number(value.nanos / 1_000_000n), value);
  if (value instanceof DuckDBTimestampSecondsValue) return instant(Number(value.seconds) * 1000, value);
  if (value instanceof DuckDBDateValue) return instant(value.days * DAY_MS, value);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBStructValue) return plainObject(Object.entries(value.entries));
  if (value instanceof DuckDBMapValue)
    return plainObject(value.entries.map((one) => [String(one.key), one.value] as const));
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue)
    return value.items.map(plainValue);
  return String(value);
}
