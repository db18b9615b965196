import { open } from 'node:fs/promises';
import { ModelWatchError } from '../../contract';
import { frameLength, isFrame, PREFIX_BYTES } from './frame';
import type { PackedRecords } from '../journal';
import type { Segment } from './segment';
import { SEGMENT_HEADER_BYTES } from './segment';

/**
 * Whole frames of a segment from an offset of the journal on, at most about `maximumBytes` but at least one. They are
 * counted by their lengths only: `eachFrame` checks them where they are read.
 */
export async function readPacked(
  segment: Segment,
  from: number,
  maximumBytes: number,
): Promise<PackedRecords> {
  const file = await open(segment.path, 'r');
  try {
    const left = segment.base + segment.bytes - from;
    const fileOffset = SEGMENT_HEADER_BYTES + from - segment.base;
    const read = async (length: number): Promise<Uint8Array<ArrayBuffer>> => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, fileOffset);
      return bytes.subarray(0, bytesRead);
    };
    let bytes = await read(Math.min(left, Math.max(maximumBytes, PREFIX_BYTES)));
    const first = frameLength(bytes, 0);
    if (first !== null && first > bytes.length && first <= left) bytes = await read(first);
    // What is cut off at the end is the beginning of a frame that the segment still has: the next call begins with it.
    return { bytes: bytes.subarray(0, wholeFrames(bytes, left)), path: segment.path, from };
  } finally {
    await file.close();
  }
}

function wholeFrames(bytes: Uint8Array, left: number): number {
  let end = 0;
  while (end < bytes.length) {
    const length = frameLength(bytes, end);
    if (length === null || end + length > bytes.length)
      return end > 0 && bytes.length < left ? end : bytes.length;
    end += length;
  }
  return end;
}

/**
 * Calls back for each frame, and answers the offset in the journal behind the last.
 * @throws ModelWatchError `journal-damaged` where a frame does not match its checksum
 */
export function eachFrame(
  { bytes, path, from }: PackedRecords,
  see: (bytes: Buffer, offset: number) => void,
): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  while (offset < buffer.length) {
    if (!isFrame(buffer, offset)) throw damaged(path, from + offset);
    see(buffer, offset);
    offset += frameLength(buffer, offset)!;
  }
  return from + offset;
}

const damaged = (path: string, offset: number): ModelWatchError =>
  new ModelWatchError({
    code: 'journal-damaged',
    status: 500,
    message:
      `The record at ${offset} of the journal (${path}) does not match its checksum: the disk lost or changed ` +
      'it after it was acknowledged. Restore the segment from a backup.',
  });
