import { type ErrorSource } from './protocol';

/** Something that a person reads in a panel, an alert or a health check: a sentence, and whose fault it is. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
    readonly source: ErrorSource = 'downstream',
    /** JSON path of what was wrong, where the collector names one. */
    readonly path?: string,
  ) {
    super(message);
  }
}

/** Anything that is thrown and is no Failure is a bug of this plugin and says so. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const what = error instanceof Error ? error.message : String(error);
  return new Failure(`The data source has a bug: ${what}`, 500, 'plugin-bug', 'plugin');
}
