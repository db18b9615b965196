/** What went wrong, in words a person can act on; the API turns it into RFC 9457 problem details. */
export interface Problem {
  /** Stable identifier for programs, in kebab case: `unknown-model`. */
  code: string;
  /** One sentence: what was wrong and what to do. */
  message: string;
  /** HTTP status that fits. */
  status: number;
  /** JSON path of what was wrong, where there is one: `$.features.AGEP`. */
  path?: string;
  /** Seconds after which trying again makes sense (429 and 503). */
  retryAfterSeconds?: number;
}

/** The one error class that crosses rooms. Anything else that is thrown is a bug and is reported as one. */
export class ModelWatchError extends Error implements Problem {
  override readonly name = 'ModelWatchError';
  readonly code: string;
  readonly status: number;
  readonly path?: string;
  readonly retryAfterSeconds?: number;

  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(problem.message, options);
    this.code = problem.code;
    this.status = problem.status;
    this.path = problem.path;
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }
}

export const badRequest = (code: string, message: string, path?: string): ModelWatchError =>
  new ModelWatchError({ code, message, status: 400, path });

export const notFound = (code: string, message: string): ModelWatchError =>
  new ModelWatchError({ code, message, status: 404 });
