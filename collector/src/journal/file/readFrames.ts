import { open } from 'node:fs/promises';
import { ModelWatchError } from '../../contract';
import { frameLength, isFrame, PREFIX_BYTES } from './frame';
import type { Segment } from './segment';
import { SEGMENT_HEADER_BYTES } from './segment';

/**
 * Calls back for each whole frame of a segment from an offset of the journal on, of at most about `maximumBytes` but
 * at least one, and answers the offset behind the last.
 * @throws ModelWatchError `journal-damaged` where a durable frame does not match its checksum
 */
export async function readFrames(
  segment: Segment,
  from: number,
  maximumBytes: number,
  see: (bytes: Buffer, offset: number) => void,
): Promise<number> {
  const file = await open(segment.path, 'r');
  try {
    const left = segment.base + segment.bytes - from;
    const fileOffset = SEGMENT_HEADER_BYTES + from - segment.base;
    const read = async (bytes: number): Promise<Buffer> => {
      const buffer = Buffer.allocUnsafe(bytes);
      const { bytesRead } = await file.read(buffer, 0, bytes, fileOffset);
      return buffer.subarray(0, bytesRead);
    };
    let bytes = await read(Math.min(left, Math.max(maximumBytes, PREFIX_BYTES)));
    const first = frameLength(bytes, 0);
    if (first !== null && first > bytes.length && first <= left) bytes = await read(first);
    let offset = 0;
    while (offset < bytes.length) {
      const length = frameLength(bytes, offset);
      // The buffer ends within a frame that the segment still has: the next call begins with it.
      if (offset > 0 && (length === null || offset + length > bytes.length) && bytes.length < left) break;
      if (!isFrame(bytes, offset)) throw damaged(segment, from + offset);
      see(bytes, offset);
      offset += length!;
    }
    return from + offset;
  } finally {
    await file.close();
  }
}

const damaged = (segment: Segment, offset: number): ModelWatchError =>
  new ModelWatchError({
    code: 'journal-damaged',
    status: 500,
    message:
      `The record at ${offset} of the journal (${segment.path}) does not match its checksum: the disk lost or changed ` +
      'it after it was acknowledged. Restore the segment from a backup.',
  });
