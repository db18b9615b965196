import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Segment, SEGMENT_HEADER_BYTES } from './segment';

/** Copies what is durable of segments at this moment; the last one may grow on. */
export async function copySegments(segments: readonly Segment[], folder: string): Promise<void> {
  const durable = segments.map(({ path, bytes }) => ({ path, end: SEGMENT_HEADER_BYTES + bytes - 1 }));
  await mkdir(folder, { recursive: true });
  for (const { path, end } of durable) {
    const copy = createWriteStream(join(folder, basename(path)), { flush: true });
    await pipeline(createReadStream(path, { end }), copy);
  }
}
