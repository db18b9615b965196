import { Failure } from './failure';
import { type Gate } from './gate';
import { ANSWER_BYTES } from './limits';
import { type Settings } from './settings';

export interface CollectorRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With its query string: `/v1/models?limit=5`. */
  path: string;
  body?: string;
  accept: string;
  /** Login of the Grafana user, where there is one: the collector writes it beside what they change. */
  user?: string;
  timeoutMs: number;
  /** Who asks is done waiting: a panel was closed, a rule has run out of time. */
  cancelled: AbortSignal;
}

export interface CollectorAnswer {
  status: number;
  contentType: string;
  body: Uint8Array;
}

/** Sends one request to the collector, whatever the status of its answer. @throws Failure when there is none */
export type SendToCollector = (settings: Settings, request: CollectorRequest) => Promise<CollectorAnswer>;

/** A kept-open connection that the collector has just closed: the request has not been read, so it is sent again. */
const CLOSED_WHILE_IDLE = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** Posted because a question is long, and asked again without harm. */
const READS = new Set(['/v1/query', '/v1/annotations', '/v1/samples']);

const IN_WORDS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ECONNRESET: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  ETIMEDOUT: 'the host does not answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

/** The code of the innermost cause: fetch wraps what happened, and several addresses of a host are tried at once. */
function codeOf(error: unknown): string {
  const { code, cause, errors } = (error ?? {}) as { code?: unknown; cause?: unknown; errors?: unknown[] };
  if (typeof code === 'string') return code;
  return cause !== undefined ? codeOf(cause) : Array.isArray(errors) ? codeOf(errors[0]) : '';
}

function unreachable(url: string, error: unknown): Failure {
  const code = codeOf(error);
  const why = IN_WORDS[code] ?? (code || (error instanceof Error ? error.message : String(error)));
  return new Failure(
    `The collector cannot be reached at ${url}: ${why}. Check that it runs, and that the URL is right as seen from Grafana's server.`,
    502,
    'unreachable',
  );
}

async function readBody(answer: Response): Promise<Uint8Array> {
  const reader = answer.body?.getReader();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > ANSWER_BYTES) {
      await reader?.cancel();
      throw new Failure(
        `The answer is larger than ${ANSWER_BYTES / 1024 / 1024} MiB: ask for fewer series, a shorter range or a wider window.`,
        413,
        'answer-too-large',
      );
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts);
}

async function exchange(
  settings: Settings,
  request: CollectorRequest,
  signal: AbortSignal,
): Promise<CollectorAnswer> {
  const answer = await fetch(`${settings.url}${request.path}`, {
    method: request.method,
    headers: {
      accept: request.accept,
      ...(settings.token === null ? {} : { authorization: `Bearer ${settings.token}` }),
      ...(request.user === undefined ? {} : { 'x-modelwatch-user': encodeURI(request.user) }),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: request.body,
    // A token is not carried to wherever a redirect leads.
    redirect: 'manual',
    signal,
  });
  return {
    status: answer.status,
    contentType: answer.headers.get('content-type') ?? '',
    body: await readBody(answer),
  };
}

/** The way to the collector: kept-open connections, a time limit, and no more than the gate's width at one time. */
export function connectCollector(gate: Gate): SendToCollector {
  return async (settings, request) => {
    const controller = new AbortController();
    const abort = () => controller.abort(new Failure('The request was cancelled.', 499, 'cancelled'));
    const late = new Failure(
      `The collector did not answer within ${request.timeoutMs / 1000} seconds: ask for a shorter range or fewer features, or look at its load.`,
      504,
      'timeout',
    );
    const timer = setTimeout(() => controller.abort(late), request.timeoutMs);
    request.cancelled.addEventListener('abort', abort, { once: true });
    if (request.cancelled.aborted) abort();
    try {
      return await gate.pass(controller.signal, async () => {
        try {
          return await exchange(settings, request, controller.signal);
        } catch (error) {
          const again = request.method === 'GET' || READS.has(request.path);
          if (!again || controller.signal.aborted || !CLOSED_WHILE_IDLE.has(codeOf(error))) throw error;
          return await exchange(settings, request, controller.signal);
        }
      });
    } catch (error) {
      if (controller.signal.aborted) throw controller.signal.reason as Failure;
      throw error instanceof Failure ? error : unreachable(settings.url, error);
    } finally {
      clearTimeout(timer);
      request.cancelled.removeEventListener('abort', abort);
    }
  };
}
