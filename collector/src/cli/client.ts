import { type IngestAnswer, ModelWatchError } from '../contract';
import { EXIT, ExitWith } from './exitCodes';
import { type SendEvents, toLines } from './load';

/** Asks a collector over HTTP; its problems come back as the errors they were. */
export interface Client {
  readonly url: string;
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
  sendBytes<T>(
    method: 'POST' | 'PUT',
    path: string,
    bytes: Uint8Array,
    headers?: Record<string, string>,
  ): Promise<T>;
  sendEvents: SendEvents;
}

interface ProblemBody {
  code?: string;
  detail?: string;
  path?: string;
}

export function createClient(url: string, token: string | undefined): Client {
  const base = url.replace(/\/+$/, '');

  async function ask<T>(path: string, init: RequestInit): Promise<T> {
    const headers = new Headers(init.headers);
    if (token) headers.set('authorization', `Bearer ${token}`);
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, { ...init, headers });
    } catch (cause) {
      const { cause: reason } = cause as { cause?: Error };
      throw new ExitWith(
        EXIT.unreachable,
        `No collector answers at ${base} (${reason?.message ?? (cause as Error).message}); start one with ` +
          '`modelwatch serve`, or name another with --url.',
      );
    }
    if (response.ok) return (await response.json()) as T;
    const problem = (await response.json().catch(() => ({}))) as ProblemBody & Partial<IngestAnswer>;
    // Events of which none was taken are an answer with another status, not a failed request.
    if (problem.received !== undefined) return problem as T;
    const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
    throw new ModelWatchError({
      code: problem.code ?? 'http',
      message: problem.detail ?? `${base}${path} answered ${response.status}.`,
      status: response.status,
      path: problem.path,
      retryAfterSeconds: Number.isNaN(retryAfter) ? undefined : retryAfter,
    });
  }

  const client: Client = {
    url: base,
    get: (path) => ask(path, {}),
    send: (method, path, body) =>
      ask(path, {
        method,
        headers: { 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    sendBytes: (method, path, bytes, headers = {}) =>
      ask(path, {
        method,
        headers: { 'content-type': 'application/octet-stream', ...headers },
        body: bytes as Uint8Array<ArrayBuffer>,
      }),
    sendEvents: (kind, entries) =>
      client.sendBytes('POST', `/v1/${kind}`, toLines(entries), { 'content-type': 'application/x-ndjson' }),
  };
  return client;
}
