import { Reader, Writer } from 'protobufjs/minimal';

/*
 * An ONNX file is edited at wire level: fields are found, cut out and put in, and every other byte stays as it was
 * uploaded. A generated decoder would drop what it does not know.
 */

export const WIRE_VARINT = 0;
export const WIRE_64_BIT = 1;
export const WIRE_BYTES = 2;
export const WIRE_32_BIT = 5;

/** One field of a message as it stands in the bytes. */
export interface WireField {
  number: number;
  wireType: number;
  /** The whole field, its tag included. */
  raw: Uint8Array;
  /** Content of a length-delimited field; empty for the others. */
  bytes: Uint8Array;
  /** Value of a varint; 0 for the others. */
  value: number;
}

const EMPTY = new Uint8Array(0);

/**
 * Splits a message into its fields, in order.
 * @throws RangeError or Error of protobufjs when the bytes are no protobuf message
 */
export function readFields(message: Uint8Array): WireField[] {
  const reader = Reader.create(message);
  const fields: WireField[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const tag = reader.uint32();
    const wireType = tag & 7;
    let bytes: Uint8Array = EMPTY;
    let value = 0;
    if (wireType === WIRE_BYTES) bytes = reader.bytes();
    else if (wireType === WIRE_VARINT) value = readInteger(reader);
    else reader.skipType(wireType);
    if (tag >>> 3 === 0) throw new RangeError('a field has the number 0');
    fields.push({ number: tag >>> 3, wireType, raw: message.subarray(start, reader.pos), bytes, value });
  }
  return fields;
}

/** A 64-bit varint as a number; exact up to 2^53, far beyond every size and class label that is read here. */
function readInteger(reader: Reader): number {
  // A number already where the package `long` is not installed; its `Number(...)` goes by way of a text.
  const value: unknown = reader.int64();
  return typeof value === 'number' ? value : (value as { toNumber(): number }).toNumber();
}

export const readText = (field: WireField): string => Buffer.from(field.bytes).toString('utf8');

/** The text of the first field of a number; empty where there is none, as proto3 has it. */
export function textOf(fields: readonly WireField[], number: number): string {
  const field = fields.find((one) => one.number === number && one.wireType === WIRE_BYTES);
  return field ? readText(field) : '';
}

/** The messages of a repeated (or single) message field, each split into its fields. */
export const messagesOf = (fields: readonly WireField[], number: number): WireField[][] =>
  fields
    .filter((field) => field.number === number && field.wireType === WIRE_BYTES)
    .map((field) => readFields(field.bytes));

/** Integers of a repeated field, packed or not. */
export function integersOf(fields: readonly WireField[], number: number): number[] {
  return fields
    .filter((field) => field.number === number)
    .flatMap((field) => {
      if (field.wireType !== WIRE_BYTES) return [field.value];
      const reader = Reader.create(field.bytes);
      const values: number[] = [];
      while (reader.pos < reader.len) values.push(readInteger(reader));
      return values;
    });
}

/** A length-delimited field with its tag, ready to be joined with others. */
export function encodeBytesField(number: number, content: Uint8Array): Uint8Array {
  return Writer.create()
    .uint32((number << 3) | WIRE_BYTES)
    .bytes(content)
    .finish();
}

export const encodeTextField = (number: number, text: string): Uint8Array =>
  encodeBytesField(number, Buffer.from(text, 'utf8'));

export const encodeVarintField = (number: number, value: number): Uint8Array =>
  Writer.create()
    .uint32((number << 3) | WIRE_VARINT)
    .int64(value)
    .finish();

export const joinBytes = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
