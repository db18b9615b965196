import type { Express } from 'express';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ModelWatchError } from '../contract';
import type { Configuration } from '../configuration';
import { isLoopback } from './isLoopback';

export interface Listener {
  /** For people and clients on this machine: `http://127.0.0.1:4180`. */
  url: string;
  port: number;
  /** Takes no new connections and resolves when the running requests are answered or the time is over. */
  stop(withinSeconds: number): Promise<void>;
}

const refuse = (code: string, message: string, cause?: unknown): ModelWatchError =>
  new ModelWatchError({ code, message, status: 500 }, { cause });

/** @throws ModelWatchError `tokens-required` */
export function checkExposure(host: string, hasTokens: boolean): void {
  if (hasTokens || isLoopback(host)) return;
  throw refuse(
    'tokens-required',
    `The collector does not listen on ${host} without tokens, because anyone who reaches it could read and write. ` +
      'Create one with `modelwatch token create --name NAME --scope ingest,query,operate`, or listen on 127.0.0.1.',
  );
}

function createServer(app: Express, { http }: Configuration): Server {
  if (http.tlsKeyFile === '') return createHttpServer({ connectionsCheckingInterval: 1000 }, app);
  try {
    const options = {
      key: readFileSync(http.tlsKeyFile),
      cert: readFileSync(http.tlsCertificateFile),
      connectionsCheckingInterval: 1000,
    };
    return createHttpsServer(options, app);
  } catch (cause) {
    throw refuse('tls', `The TLS key or certificate cannot be used: ${(cause as Error).message}`, cause);
  }
}

function explain(cause: NodeJS.ErrnoException, host: string, port: number): ModelWatchError {
  if (cause.code === 'EADDRINUSE') {
    return refuse(
      'port-in-use',
      `Port ${port} on ${host} is in use; choose another with --port or MODELWATCH_PORT.`,
    );
  }
  if (cause.code === 'EACCES') {
    return refuse('port-forbidden', `Port ${port} on ${host} needs more rights; choose one above 1023.`);
  }
  return refuse('listen', `Listening on ${host}:${port} failed: ${cause.message}`, cause);
}

/** @throws ModelWatchError `port-in-use`, `port-forbidden`, `tls` or `listen`, each a sentence */
export async function listen(app: Express, configuration: Configuration): Promise<Listener> {
  const { host, port, http } = configuration;
  const server = createServer(app, configuration);
  // A client that stalls is cut off by Node itself, with 408, however it stalls.
  server.requestTimeout = http.requestSeconds * 1000;
  server.headersTimeout = Math.min(server.requestTimeout, 60_000);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const scheme = http.tlsKeyFile === '' ? 'http' : 'https';
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return {
    url: `${scheme}://${shown.includes(':') ? `[${shown}]` : shown}:${bound}`,
    port: bound,
    async stop(withinSeconds) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const timer = setTimeout(() => server.closeAllConnections(), withinSeconds * 1000);
      await closed;
      clearInterval(idle);
      clearTimeout(timer);
    },
  };
}
