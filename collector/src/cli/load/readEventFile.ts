import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { badRequest, EVENT_KINDS, type EventKind } from '../../contract';

/** The kind of events that a file's name tells: `predictions.ndjson.gz`, `2026-10-labels.ndjson`. */
export function kindOfFile(path: string): EventKind {
  const words = basename(path)
    .toLowerCase()
    .split(/[^a-z]+/);
  const kind = EVENT_KINDS.find((one) => words.includes(one));
  if (kind) return kind;
  throw badRequest(
    'kind-unknown',
    `${path} does not tell what it holds; rename it after ${EVENT_KINDS.join(', ')}, or say --kind.`,
  );
}

const GZIP = Buffer.from([0x1f, 0x8b]);
const PARQUET = Buffer.from('PAR1');

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((cause: Error) => {
    throw badRequest('file-unreadable', `${path} cannot be read: ${cause.message}`, path);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first bytes tell, not the name. */
export const isParquet = async (path: string): Promise<boolean> => (await firstBytes(path)).equals(PARQUET);

/** The lines of an NDJSON file, gzipped or not, with their number; empty ones are left out. */
export async function* readLines(path: string): AsyncGenerator<{ line: string; place: number }, void, void> {
  const magic = await firstBytes(path);
  const file = createReadStream(path);
  const input = magic.subarray(0, 2).equals(GZIP) ? file.pipe(createGunzip()) : file;
  const failed = new Promise<never>((_resolve, reject) => {
    for (const stream of [file, input]) {
      stream.once('error', (cause: Error) => {
        reject(badRequest('file-unreadable', `${path} cannot be read to its end: ${cause.message}`, path));
      });
    }
  });
  // Whoever stops reading early must not leave a rejection that nobody hears.
  failed.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  try {
    for (let place = 1; ; place += 1) {
      const next = await Promise.race([lines.next(), failed]);
      if (next.done) break;
      if (next.value.trim() !== '') yield { line: next.value, place };
    }
  } finally {
    file.destroy();
  }
}
