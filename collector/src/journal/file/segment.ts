import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/*
 * A segment file: 16 bytes of header (magic, time it was begun), then frames. Its name is the offset of its first frame
 * in the whole journal, so that positions are plain byte offsets and segments follow each other without a table.
 */

const MAGIC = Buffer.from('MWJRNL01');
export const SEGMENT_HEADER_BYTES = 16;
const NAME = /^(\d{16})\.log$/;

export interface Segment {
  path: string;
  /** Offset in the journal of the first frame. */
  base: number;
  /** Bytes of frames. */
  bytes: number;
  startedAt: number;
}

export const segmentName = (base: number): string => `${String(base).padStart(16, '0')}.log`;

/** Offset that a file name stands for, or null where it is no segment. */
export function baseOfName(name: string): number | null {
  const match = NAME.exec(name);
  return match ? Number(match[1]) : null;
}

export async function createSegment(folder: string, base: number, now: number): Promise<Segment> {
  const path = join(folder, segmentName(base));
  const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
  MAGIC.copy(header);
  header.writeDoubleLE(now, 8);
  const file = await open(path, 'w');
  try {
    await file.write(header, 0, header.length, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(folder);
  return { path, base, bytes: 0, startedAt: now };
}

/** Reads the header; null where the file is too short or not a segment. */
export async function readSegment(path: string, base: number): Promise<Segment | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
    const { bytesRead } = await file.read(header, 0, header.length, 0);
    if (bytesRead < header.length || !header.subarray(0, 8).equals(MAGIC)) return null;
    return { path, base, bytes: size - SEGMENT_HEADER_BYTES, startedAt: header.readDoubleLE(8) };
  } finally {
    await file.close();
  }
}

/** Makes a new or a removed name in the folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle: FileHandle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
