import { ModelWatchError } from '../../contract';

/** Seconds until a full journal is worth another try: a store that is back applies hundreds of megabytes in them. */
const FULL_RETRY_SECONDS = 10;
const BUSY_RETRY_SECONDS = 1;

export const journalBusy = (why: string): ModelWatchError =>
  new ModelWatchError({
    code: 'journal-busy',
    status: 429,
    message: `The journal is busy: ${why}. Send the same events again later; nothing of this request was taken.`,
    retryAfterSeconds: BUSY_RETRY_SECONDS,
  });

export const journalFull = (why: string, cause?: unknown): ModelWatchError =>
  new ModelWatchError(
    {
      code: 'journal-full',
      status: 503,
      message: `The journal takes no events: ${why}. Send the same events again later.`,
      retryAfterSeconds: FULL_RETRY_SECONDS,
    },
    { cause },
  );

export const journalClosed = (): ModelWatchError =>
  new ModelWatchError({
    code: 'journal-closed',
    status: 503,
    message: 'The collector is stopping; send the same events again to the one that takes its place.',
    retryAfterSeconds: BUSY_RETRY_SECONDS,
  });

/** A failed write, in words. */
export function writeRefused(error: unknown): ModelWatchError {
  const code = (error as NodeJS.ErrnoException).code;
  const reason = error instanceof Error ? error.message : String(error);
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? journalFull('the disk is full', error)
    : journalFull(`its disk does not take them (${reason})`, error);
}

export const recordTooLarge = (bytes: number, maximum: number): ModelWatchError =>
  new ModelWatchError({
    code: 'record-too-large',
    status: 413,
    message: `An event of ${bytes} bytes is larger than the journal takes (${maximum}); send less in one event.`,
  });

export const wrongPosition = (position: string, start: number, end: number): ModelWatchError =>
  new ModelWatchError({
    code: 'journal-position',
    status: 500,
    message:
      `The store asks for the journal from ${position} on, and the journal reaches from ${start} to ${end}: they do not ` +
      'belong together. Restore both from one backup.',
  });
