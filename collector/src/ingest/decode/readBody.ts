import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { badRequest, ModelWatchError } from '../../contract';
import type { IngestLimits } from '../limits';

const inflate = promisify(gunzip);

export interface BodyHeaders {
  contentType?: string;
  contentEncoding?: string;
  /** As declared: a body that says it is too large is refused before it is read. */
  contentLength?: number;
}

type BodyLimits = Pick<IngestLimits, 'bodyBytes' | 'inflatedBytes' | 'requestSeconds' | 'stallSeconds'>;

/**
 * Reads a body whole, within its limits, and inflates it.
 * Where it throws, the rest of the body is left unread: the caller answers and closes the connection.
 * @param hold is told of bytes before they are kept, of announced ones at once; throws where too many are in flight
 * @throws ModelWatchError 400, 408, 413 or 415
 */
export async function readBody(
  body: Readable,
  headers: BodyHeaders,
  limits: BodyLimits,
  hold: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<Buffer> {
  const encoding = (headers.contentEncoding ?? '').trim().toLowerCase();
  if (!['', 'identity', 'gzip', 'x-gzip'].includes(encoding)) {
    throw new ModelWatchError({
      code: 'unsupported-encoding',
      status: 415,
      message: `The content encoding ${encoding} is not read; send gzip or none.`,
    });
  }
  const announced = Number.isFinite(headers.contentLength) ? headers.contentLength! : 0;
  if (announced > limits.bodyBytes) throw tooLarge(limits.bodyBytes, 'as sent');
  hold(announced);
  let heldBytes = announced;
  const raw = await collect(body, limits, signal, (bytes) => {
    if (bytes <= heldBytes) return;
    hold(bytes - heldBytes);
    heldBytes = bytes;
  });
  if (!encoding.endsWith('gzip')) return raw;
  const inflated = await inflateBody(raw, limits.inflatedBytes);
  hold(inflated.length);
  return inflated;
}

function collect(
  body: Readable,
  limits: BodyLimits,
  signal: AbortSignal | undefined,
  holdInAll: (bytes: number) => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let stall: NodeJS.Timeout;
    const restartStall = (): void => {
      clearTimeout(stall);
      stall = setTimeout(() => finish(tooSlow(bytes)), limits.stallSeconds * 1000);
    };
    const whole = setTimeout(() => finish(tooSlow(bytes)), limits.requestSeconds * 1000);

    const onData = (chunk: Buffer | string): void => {
      const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      bytes += piece.length;
      if (bytes > limits.bodyBytes) return finish(tooLarge(limits.bodyBytes, 'as sent'));
      try {
        holdInAll(bytes);
      } catch (error) {
        return finish(error as ModelWatchError);
      }
      chunks.push(piece);
      stall.refresh();
    };
    const onEnd = (): void => finish();
    const onCut = (): void => finish(cutOff(bytes));

    function finish(error?: ModelWatchError): void {
      clearTimeout(whole);
      clearTimeout(stall);
      body.off('data', onData).off('end', onEnd).off('close', onCut).off('error', onCut);
      signal?.removeEventListener('abort', onCut);
      if (!error) return resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, bytes));
      body.pause();
      // A socket that breaks later has nobody else to tell.
      body.on('error', () => undefined);
      reject(error);
    }

    restartStall();
    signal?.addEventListener('abort', onCut, { once: true });
    if (signal?.aborted || body.destroyed) return onCut();
    body.on('data', onData).on('end', onEnd).on('close', onCut).on('error', onCut);
  });
}

async function inflateBody(raw: Buffer, inflatedBytes: number): Promise<Buffer> {
  try {
    return await inflate(raw, { maxOutputLength: inflatedBytes });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(inflatedBytes, 'after decompression');
    if (code === 'Z_BUF_ERROR') {
      throw badRequest(
        'truncated-gzip',
        `The gzip body ends in its middle, after ${raw.length} bytes; send it whole.`,
      );
    }
    throw badRequest(
      'invalid-gzip',
      `The body of ${raw.length} bytes is said to be gzip and is not (${message}).`,
    );
  }
}

const tooLarge = (limit: number, when: string): ModelWatchError =>
  new ModelWatchError({
    code: 'body-too-large',
    status: 413,
    message: `The body is larger than ${limit} bytes ${when}; send fewer events in one request.`,
  });

const tooSlow = (bytes: number): ModelWatchError =>
  new ModelWatchError({
    code: 'body-too-slow',
    status: 408,
    message: `The body did not arrive in time: ${bytes} bytes came. Send it again, in smaller requests on a slow line.`,
  });

const cutOff = (bytes: number): ModelWatchError =>
  badRequest(
    'body-cut-off',
    `The connection was closed after ${bytes} bytes of the body; nothing was taken.`,
  );
