import { ModelWatchError } from '../../contract';

/** Says in a sentence why the database could not be opened, and what to do. */
export function explainOpenError(file: string, cause: unknown): ModelWatchError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (/could not set lock|conflicting lock|being used by another process/i.test(reason)) {
    return storeError(
      'store-locked',
      `The database ${file} is open in another process: stop that one, or give this one a file of its own.`,
      cause,
    );
  }
  if (/permission denied|read-only file system/i.test(reason)) {
    return storeError(
      'store-not-writable',
      `The database ${file} cannot be written: give this process the right to write it and its folder.`,
      cause,
    );
  }
  if (/no such file or directory|cannot open file/i.test(reason)) {
    return storeError(
      'store-not-found',
      `The database ${file} cannot be opened: does its folder exist?`,
      cause,
    );
  }
  return storeError(
    'store-corrupt',
    `The database ${file} cannot be read (${reason.split('\n')[0]}): put a backup in its place, or move it away ` +
      'and let a new one be built from the journal.',
    cause,
  );
}

export const storeError = (code: string, message: string, cause?: unknown): ModelWatchError =>
  new ModelWatchError({ code, message, status: 500 }, { cause });
