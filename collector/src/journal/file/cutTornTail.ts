import { open, writeFile } from 'node:fs/promises';
import { frameLength, isFrame } from './frame';
import type { JournalLog } from './options';
import { type Segment, SEGMENT_HEADER_BYTES } from './segment';

const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Finds where the whole frames of a segment end and cuts off the rest: a process that died while it wrote left it, and
 * no event in it was acknowledged. The bytes are kept beside the segment, because a disk that lost acknowledged bytes
 * looks the same from here and an operator may want to look.
 * @returns the bytes of frames that are left
 */
export async function cutTornTail(segment: Segment, log: JournalLog): Promise<number> {
  const file = await open(segment.path, 'r+');
  try {
    const whole = await wholeBytes(segment, async (buffer, at) => {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, SEGMENT_HEADER_BYTES + at);
      return bytesRead;
    });
    const torn = segment.bytes - whole;
    if (torn === 0) return whole;
    const kept = Buffer.alloc(torn);
    await file.read(kept, 0, torn, SEGMENT_HEADER_BYTES + whole);
    const aside = `${segment.path}.torn-${segment.base + whole}`;
    const isKept = await writeFile(aside, kept).then(
      () => true,
      () => false,
    );
    await file.truncate(SEGMENT_HEADER_BYTES + whole);
    await file.sync();
    log(
      `Cut ${torn} bytes off the end of the journal segment ${segment.path}: a record was being written when the ` +
        `process ended and was not acknowledged. ${isKept ? `The bytes are kept in ${aside}.` : 'They could not be kept: the disk takes nothing.'}`,
    );
    return whole;
  } finally {
    await file.close();
  }
}

async function wholeBytes(
  segment: Segment,
  read: (into: Buffer, at: number) => Promise<number>,
): Promise<number> {
  let at = 0;
  let chunkBytes = CHUNK_BYTES;
  while (at < segment.bytes) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, segment.bytes - at));
    const filled = chunk.subarray(0, await read(chunk, at));
    let offset = 0;
    while (isFrame(filled, offset)) offset += frameLength(filled, offset)!;
    if (offset > 0) {
      at += offset;
      chunkBytes = CHUNK_BYTES;
      continue;
    }
    const wanted = frameLength(filled, 0);
    if (wanted === null || wanted <= filled.length || at + wanted > segment.bytes) return at;
    chunkBytes = wanted;
  }
  return at;
}
