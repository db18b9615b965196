import {
  Bool,
  type Data,
  type DataType,
  Field as ArrowField,
  Float64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  TimestampNanosecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import type { Field, Frame } from '../contract';

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

/**
 * A frame as Grafana reads it: an Arrow IPC *file* (not a stream), the frame's name, refId and meta in the metadata
 * of its schema, labels and settings in those of its fields. Times are nanoseconds: Grafana reads any other unit as
 * nanoseconds too, and lands in 1970. Text is plain Utf8: the SDK does not take dictionaries.
 */
export function encodeArrow(frame: Frame): Uint8Array {
  const columns = frame.fields.map(encodeField);
  const length = frame.fields[0]?.values.length ?? 0;
  const metadata = new Map([
    ['name', frame.name],
    ...(frame.refId === undefined ? [] : ([['refId', frame.refId]] as const)),
    ['meta', JSON.stringify(frame.meta)],
  ]);
  const schema = new Schema(
    columns.map(({ field }) => field),
    metadata,
  );
  const struct = makeData({
    type: new Struct(schema.fields),
    length,
    nullCount: 0,
    children: columns.map(({ data }) => data),
  });
  return tableToIPC(new Table(schema, [new RecordBatch(schema, struct)]), 'file');
}

function encodeField(field: Field): { field: ArrowField; data: Data } {
  const metadata = new Map<string, string>();
  if (field.labels) metadata.set('labels', JSON.stringify(field.labels));
  if (field.config) metadata.set('config', JSON.stringify(field.config));
  const make = (type: DataType, nullable: boolean, data: Data) => ({
    field: new ArrowField(field.name, type, nullable, metadata),
    data,
  });
  switch (field.type) {
    case 'time': {
      const type = new TimestampNanosecond();
      const nanoseconds = BigInt64Array.from(
        field.values,
        (value) => BigInt(value as number) * NANOSECONDS_PER_MILLISECOND,
      );
      return make(
        type,
        false,
        makeData({ type, length: nanoseconds.length, nullCount: 0, data: nanoseconds }),
      );
    }
    case 'number':
      return make(new Float64(), true, dataOf(field.values.map(numberOrNull), new Float64()));
    case 'boolean':
      return make(new Bool(), true, dataOf(field.values, new Bool()));
    case 'string':
      return make(new Utf8(), true, dataOf(field.values, new Utf8()));
  }
}

/** Grafana has no use for NaN: what is not a number is not there. */
const numberOrNull = (value: unknown): number | null =>
  typeof value === 'number' && !Number.isNaN(value) ? value : null;

function dataOf(values: readonly unknown[], type: DataType): Data {
  // An empty array has no chunk of its own in a vector.
  return vectorFromArray(values, type).data[0] ?? makeData({ type, length: 0, nullCount: 0 } as never);
}
