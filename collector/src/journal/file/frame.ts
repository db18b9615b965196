import { crc32 } from 'node:zlib';

/*
 * A frame is one record on disk, little-endian:
 *   u32 length of what follows the checksum | u32 CRC-32 of it
 *   f64 receivedAt | u32 day of the event | 6 x u32: 128 bits of key hash, 64 of content hash | packed record
 * The hashes are there so that the dedupe index can be rebuilt from the journal without knowing how keys are made.
 */

export const PREFIX_BYTES = 8;
export const FRAME_HEADER_BYTES = PREFIX_BYTES + 12 + 24;
const KEYS_AT = PREFIX_BYTES + 12;

/** Day of frames that have no key. */
export const NO_KEY = 0xffffffff;

export interface FrameHead {
  receivedAt: number;
  /** Days since 1970 of the event, or NO_KEY. */
  day: number;
  /** k0..k3 of the key, c0, c1 of the content. */
  hashes: Uint32Array;
}

/** Writes a frame into `target` at `offset`, which must have room for it; returns the offset behind it. */
export function writeFrame(target: Buffer, offset: number, head: FrameHead, body: Uint8Array): number {
  const end = offset + FRAME_HEADER_BYTES + body.length;
  target.writeUInt32LE(end - offset - PREFIX_BYTES, offset);
  target.writeDoubleLE(head.receivedAt, offset + PREFIX_BYTES);
  target.writeUInt32LE(head.day, offset + PREFIX_BYTES + 8);
  for (let i = 0; i < 6; i++) target.writeUInt32LE(head.hashes[i]!, offset + KEYS_AT + 4 * i);
  target.set(body, offset + FRAME_HEADER_BYTES);
  target.writeUInt32LE(crc32(target.subarray(offset + PREFIX_BYTES, end)), offset + 4);
  return end;
}

/** Length of the whole frame at `offset`, or null where not even its prefix is there. */
export function frameLength(bytes: Uint8Array, offset: number): number | null {
  if (bytes.length - offset < PREFIX_BYTES) return null;
  const [a, b, c, d] = [bytes[offset]!, bytes[offset + 1]!, bytes[offset + 2]!, bytes[offset + 3]!];
  return PREFIX_BYTES + ((a | (b << 8) | (c << 16) | (d << 24)) >>> 0);
}

/** Whether a whole, undamaged frame stands at `offset`. */
export function isFrame(bytes: Buffer, offset: number): boolean {
  const length = frameLength(bytes, offset);
  if (length === null || length < FRAME_HEADER_BYTES || offset + length > bytes.length) return false;
  return crc32(bytes.subarray(offset + PREFIX_BYTES, offset + length)) === bytes.readUInt32LE(offset + 4);
}

/** Head of a frame that `isFrame` has found good; `hashes` is filled in place. */
export function readHead(bytes: Buffer, offset: number, hashes: Uint32Array): FrameHead {
  for (let i = 0; i < 6; i++) hashes[i] = bytes.readUInt32LE(offset + KEYS_AT + 4 * i);
  return {
    receivedAt: bytes.readDoubleLE(offset + PREFIX_BYTES),
    day: bytes.readUInt32LE(offset + PREFIX_BYTES + 8),
    hashes,
  };
}

export function frameBody(bytes: Buffer, offset: number): Buffer {
  return bytes.subarray(offset + FRAME_HEADER_BYTES, offset + frameLength(bytes, offset)!);
}
