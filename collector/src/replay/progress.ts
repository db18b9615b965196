import type { ReplayRun } from '../contract';

/** Before so long a rate would be that of opening the models. */
const LEAST_MS = 500;

/** How far a run is, how fast, and how long it will still take at that rate. */
export function progressNow({
  rows,
  total,
  started,
  now,
}: {
  rows: number;
  total: number;
  /** When this stretch of the run began, and with how many rows; milliseconds. */
  started: { at: number; rows: number };
  now: number;
}): ReplayRun['progress'] {
  const elapsedMs = now - started.at;
  if (elapsedMs < LEAST_MS || rows <= started.rows)
    return { rows, total, rowsPerSecond: null, secondsLeft: null };
  const rowsPerSecond = ((rows - started.rows) / elapsedMs) * 1000;
  return { rows, total, rowsPerSecond, secondsLeft: Math.max(0, total - rows) / rowsPerSecond };
}
