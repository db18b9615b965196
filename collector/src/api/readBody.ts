import type { Request } from 'express';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ModelWatchError } from '../contract';

const gunzipAsync = promisify(gunzip);

export const tooLarge = (limitBytes: number): ModelWatchError =>
  new ModelWatchError({
    code: 'body-too-large',
    message: `The body is larger than ${limitBytes} bytes; send it in parts.`,
    status: 413,
  });

/**
 * The bytes of a body, refused as soon as it is known to be too large: by its announced length before anything is
 * read, else while it is read, so that a body of any size costs at most the limit.
 */
export async function readBody(request: Request, limitBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > limitBytes) throw tooLarge(limitBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ModelWatchError) throw error;
    throw new ModelWatchError(
      { code: 'body-cut-off', message: 'The body ended before it was whole; send it again.', status: 400 },
      { cause: error },
    );
  }
  return Buffer.concat(chunks);
}

/** The bytes of a body without its `Content-Encoding` (gzip, or none), within the limit before and after. */
export async function readDecodedBody(request: Request, limitBytes: number): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw new ModelWatchError({
      code: 'encoding-unknown',
      message: `The encoding ${encoding.slice(0, 40)} is not taken; send gzip or none.`,
      status: 415,
    });
  }
  const body = await readBody(request, limitBytes);
  if (encoding === 'identity') return body;
  try {
    return await gunzipAsync(body, { maxOutputLength: limitBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limitBytes);
    throw new ModelWatchError(
      {
        code: 'gzip-broken',
        message: `The body is not whole gzip (${(cause as Error).message}); send it again.`,
        status: 400,
      },
      { cause },
    );
  }
}

/** JSON of a body. */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  const bytes = await readDecodedBody(request, limitBytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ModelWatchError(
      { code: 'not-utf8', message: 'The body is not valid UTF-8.', status: 400, path: '$' },
      { cause },
    );
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelWatchError(
      {
        code: 'not-json',
        message: `The body is not JSON: ${(cause as Error).message}`,
        status: 400,
        path: '$',
      },
      { cause },
    );
  }
}
