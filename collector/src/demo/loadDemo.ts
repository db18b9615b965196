import { join } from 'node:path';
import { applyModelFile, registryTarget } from '../cli/applyModelFile';
import type { Io } from '../cli/io';
import { findTimeSpan, listLogFiles, loadLog, type LoadResult } from '../cli/load';
import { startProgress } from '../cli/progress';
import { ModelWatchError } from '../contract';
import type { Rooms } from '../openRooms';
import { demoLogFiles } from './demoFiles';
import { type DemoState, readDemoState, writeDemoState } from './demoState';

export interface DemoLoad {
  state: DemoState;
  span: { from: number; to: number };
  /** Null when the data was there already. */
  loaded: LoadResult | null;
  seconds: number;
}

/** Nobody waits longer for a laptop to take 130,000 events. */
const DRAIN_SECONDS = 120;

/**
 * Registers the demo's model and loads its log, moved so that its last prediction is now; labels and outcomes that
 * would then lie ahead are left for the feed. Where it was loaded before, only its model is registered again.
 */
export async function loadDemo(
  rooms: Rooms,
  folder: string,
  isAsRecorded: boolean,
  io: Io,
): Promise<DemoLoad> {
  const started = performance.now();
  await applyModelFile(join(folder, 'modelwatch.yaml'), registryTarget(rooms.registry));
  const files = listLogFiles(demoLogFiles(folder));
  const span = await findTimeSpan(files);
  if (!span)
    throw new ModelWatchError({
      code: 'demo-files',
      message: `${folder} holds no predictions.`,
      status: 500,
    });
  const known = await readDemoState(rooms.store);
  if (known) return { state: known, span, loaded: null, seconds: (performance.now() - started) / 1000 };

  const now = io.now();
  const shiftMs = isAsRecorded ? 0 : now - span.to;
  const progress = startProgress(io);
  const loaded = await loadLog({
    files,
    send: rooms.take,
    shiftMs,
    until: isAsRecorded ? Infinity : now,
    onProgress: (file, lines) => progress.show(`loading ${file.kind}: ${lines}`),
  });
  progress.show('waiting until everything can be queried');
  const isDrained = await rooms.drained(DRAIN_SECONDS);
  progress.end();
  if (!isDrained) {
    const told = rooms.applier.lastError() ?? `not everything could be queried after ${DRAIN_SECONDS} s`;
    throw new ModelWatchError({
      code: 'demo-load',
      message: `Loading the demo failed: ${told}.`,
      status: 500,
    });
  }
  const state: DemoState = {
    shiftMs,
    loadedAt: now,
    feed: { playings: [{ startsAt: span.from + shiftMs, speed: 1, suffix: '' }], fedUpTo: now },
  };
  await writeDemoState(rooms.store, state);
  return { state, span, loaded, seconds: (performance.now() - started) / 1000 };
}
