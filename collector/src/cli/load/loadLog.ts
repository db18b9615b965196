import { Batcher, type LoadTotals, noTotals, type SendEvents } from './batches';
import { type LogFile, parseLine } from './eventLog';
import { readLines } from './readEventFile';
import { moveEvent, timeOf } from './shiftEvent';

export interface LoadOptions {
  files: readonly LogFile[];
  send: SendEvents;
  /** Milliseconds that every time is moved by. */
  shiftMs: number;
  /** Events that would then happen later are left out: they have not happened yet. Infinity takes all. */
  until: number;
  onProgress?: (file: LogFile, lines: number) => void;
}

export interface LoadResult {
  /** By path of the file. */
  files: { file: LogFile; totals: LoadTotals; later: number }[];
}

/** Sends the events of a log, file by file, as they are or moved in time. */
export async function loadLog({ files, send, shiftMs, until, onProgress }: LoadOptions): Promise<LoadResult> {
  const result: LoadResult = { files: [] };
  const isMoved = shiftMs !== 0;
  for (const file of files) {
    const totals = noTotals();
    const batcher = new Batcher(file.kind, send, totals);
    let lines = 0;
    let later = 0;
    for await (const line of readLines(file.path)) {
      lines += 1;
      if (lines % 1000 === 0) onProgress?.(file, lines);
      const event = parseLine(line);
      if (event && timeOf(file.kind, event) + shiftMs > until) {
        later += 1;
        continue;
      }
      if (!event) await batcher.add(line);
      else await batcher.add(isMoved ? moveEvent(file.kind, event, (at) => at + shiftMs) : event);
    }
    await batcher.end();
    onProgress?.(file, lines);
    result.files.push({ file, totals, later });
  }
  return result;
}
