import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ModelWatchError } from '../contract';
import type { Logger } from '../operation';

/** RFC 9457. `code` and `path` are ours. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  path?: string;
  requestId?: string;
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Conflict',
  413: 'Too large',
  415: 'Media type not taken',
  422: 'Cannot be answered',
  429: 'Too many requests',
  503: 'Not available',
  504: 'Timeout',
};

export function toProblemDetails(error: ModelWatchError, requestId?: string): ProblemDetails {
  return {
    type: `urn:modelwatch:problem:${error.code}`,
    title: TITLES[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    code: error.code,
    path: error.path,
    requestId,
  };
}

/** Errors that Express itself throws, such as a path that is no valid percent encoding, carry a status below 500. */
function asModelWatchError(error: unknown): ModelWatchError {
  if (error instanceof ModelWatchError) return error;
  const { status, message } = error as { status?: unknown; message?: string };
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new ModelWatchError({ code: 'bad-request', message: message ?? 'Bad request.', status });
  }
  return new ModelWatchError(
    {
      code: 'internal',
      message: 'Something failed inside the collector; its log has the cause under this request id.',
      status: 500,
    },
    { cause: error },
  );
}

export function answerProblems(logger: Logger): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    const error = asModelWatchError(thrown);
    const requestId = response.locals.requestId as string | undefined;
    if (error.status >= 500)
      logger.error({ requestId, err: thrown as Error, code: error.code }, error.message);
    if (response.headersSent) {
      next(thrown);
      return;
    }
    if (error.retryAfterSeconds !== undefined) {
      response.setHeader('retry-after', String(Math.ceil(error.retryAfterSeconds)));
    }
    // What is left of a refused body would have to be read to keep the connection; closing costs less.
    if (!request.complete) response.setHeader('connection', 'close');
    response.status(error.status).type('application/problem+json');
    response.send(JSON.stringify(toProblemDetails(error, requestId)));
  };
}

export const unknownPath: RequestHandler = (request) => {
  throw new ModelWatchError({
    code: 'unknown-path',
    message: `There is nothing at ${request.method} ${request.path.slice(0, 200)}; /docs lists what there is.`,
    status: 404,
  });
};
