import { Batcher, type LoadTotals, noTotals, type SendEvents } from './batches';
import type { LogFile } from './eventLog';
import { readEntries, type ReadOptions } from './readEntries';
import { moveEvent, timeOf } from './shiftEvent';

export interface LoadOptions {
  files: readonly LogFile[];
  send: SendEvents;
  /** Milliseconds that every time is moved by. */
  shiftMs: number;
  /** Events that would then happen later are left out: they have not happened yet. Infinity takes all. */
  until: number;
  reading?: ReadOptions;
  onProgress?: (file: LogFile, events: number) => void;
}

export interface LoadResult {
  /** By path of the file. */
  files: { file: LogFile; totals: LoadTotals; later: number }[];
}

/** Sends the events of a log, file by file, as they are or moved in time. */
export async function loadLog(options: LoadOptions): Promise<LoadResult> {
  const { files, send, shiftMs, until, reading, onProgress } = options;
  const result: LoadResult = { files: [] };
  const isMoved = shiftMs !== 0;
  for (const file of files) {
    const totals = noTotals();
    const batcher = new Batcher(file, send, totals);
    let events = 0;
    let later = 0;
    for await (const { entry, place } of readEntries(file, reading)) {
      events += 1;
      if (events % 1000 === 0) onProgress?.(file, events);
      if (typeof entry === 'string') await batcher.add(entry, place);
      else if (timeOf(file.kind, entry) + shiftMs > until) later += 1;
      else await batcher.add(isMoved ? moveEvent(file.kind, entry, (at) => at + shiftMs) : entry, place);
    }
    await batcher.end();
    onProgress?.(file, events);
    result.files.push({ file, totals, later });
  }
  return result;
}
