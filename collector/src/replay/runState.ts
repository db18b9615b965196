import { ModelWatchError, type ReplayRun } from '../contract';

/** A run as it is kept. */
export interface KeptRun extends ReplayRun {
  /** How often the collector ended while it was at these rows. */
  interrupted?: { rows: number; times: number };
}

/** Raised into a run that is to stop: in which state it is then, and its sentence. */
export class RunEnded extends Error {
  constructor(
    readonly state: 'cancelled' | 'paused' | 'queued',
    message: string,
  ) {
    super(message);
  }
}

export const progressOf = ({ progress }: ReplayRun): string => `${progress.rows} of ${progress.total} rows`;

/** Why a run is not running any more, and in which state it is then. */
export function finish(run: KeptRun, error: unknown, now: number): KeptRun {
  run.state = error instanceof RunEnded ? error.state : 'failed';
  run.error = sentenceOf(error);
  run.finishedAt = run.state === 'paused' || run.state === 'queued' ? null : now;
  return run;
}

function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!/no space left|ENOSPC|disk (is )?full/i.test(message)) return message;
  return `The disk is full (${message}); free some of it and resume the run: the scores up to then are kept.`;
}

export function shown({ interrupted: _interrupted, ...run }: KeptRun): ReplayRun {
  return structuredClone(run);
}

export const stopping = (): ModelWatchError =>
  new ModelWatchError({ code: 'stopping', message: 'The collector is stopping.', status: 503 });

export const hasEnded = (run: ReplayRun, what: string): ModelWatchError =>
  new ModelWatchError({
    code: 'replay-ended',
    message: `The run ${run.id} is ${run.state}; it cannot be ${what}.`,
    status: 409,
  });
