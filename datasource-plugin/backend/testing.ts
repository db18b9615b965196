/* What the tests of the backend share: a collector of their own, and a client that speaks as Grafana does. */
import { type Client, credentials, makeGenericClientConstructor } from '@grpc/grpc-js';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type PluginContextMessage, loadServices } from './protocol';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface FakeCollector {
  url: string;
  asked: Asked[];
  close: () => Promise<void>;
}

/** Answers each request as the function says, and remembers what was asked. */
export async function startFakeCollector(
  answer: (asked: Asked, response: ServerResponse) => void,
): Promise<FakeCollector> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      };
      asked.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
  });
  response.end(JSON.stringify(body));
}

/** Settings are kept by the time they were saved: another collector is another time. */
const savedAt = (url: string): number => Number(URL.canParse(url) ? new URL(url).port : 0);

export function pluginContext(
  url: string,
  {
    token = 'secret',
    role = 'Viewer',
    lastUpdatedMS = savedAt(url),
  }: { token?: string; role?: string | null; lastUpdatedMS?: number } = {},
): PluginContextMessage {
  return {
    orgId: 1,
    pluginId: 'modelwatch-modelwatch-datasource',
    user: role === null ? null : { login: 'someone', name: 'Someone', email: '', role },
    dataSourceInstanceSettings: {
      id: 1,
      name: 'Model Watch',
      url,
      jsonData: Buffer.from('{}'),
      decryptedSecureJsonData: { token },
      lastUpdatedMS,
      uid: 'modelwatch',
    },
  };
}

type Unary = (
  request: unknown,
  callback: (error: Error | null, answer: unknown) => void,
) => { cancel: () => void };

export interface BackendClient {
  call: <T>(
    service: 'data' | 'diagnostics' | 'controller' | 'health',
    method: string,
    request: unknown,
  ) => Promise<T>;
  start: (
    service: 'data',
    method: string,
    request: unknown,
  ) => { cancel: () => void; done: Promise<unknown> };
  resource: <T>(request: unknown) => Promise<T[]>;
  close: () => void;
}

/** @param address as in the handshake: `unix|/path` or `tcp|host:port` */
export function connectBackend(address: string): BackendClient {
  const [kind, target] = address.split('|') as [string, string];
  const services = loadServices();
  const clients = new Map<string, Client>();
  const clientOf = (name: keyof typeof services): Record<string, unknown> => {
    const known = clients.get(name);
    if (known) return known as unknown as Record<string, unknown>;
    const Constructor = makeGenericClientConstructor(services[name], name);
    const made = new Constructor(kind === 'unix' ? `unix:${target}` : target, credentials.createInsecure());
    clients.set(name, made);
    return made;
  };
  const start = (service: keyof typeof services, method: string, request: unknown) => {
    let cancel = (): void => undefined;
    const done = new Promise<unknown>((resolve, reject) => {
      const client = clientOf(service);
      const call = (client[method] as Unary).call(client, request, (error, answer) =>
        error ? reject(error) : resolve(answer),
      );
      cancel = () => call.cancel();
    });
    return { cancel, done };
  };
  return {
    start,
    call: <T>(service: keyof typeof services, method: string, request: unknown) =>
      start(service, method, request).done as Promise<T>,
    resource: <T>(request: unknown) =>
      new Promise<T[]>((resolve, reject) => {
        const client = clientOf('resource');
        const stream = (client['CallResource'] as (request: unknown) => NodeJS.ReadableStream).call(
          client,
          request,
        );
        const answers: T[] = [];
        stream.on('data', (answer: T) => answers.push(answer));
        stream.on('error', reject);
        stream.on('end', () => resolve(answers));
      }),
    close: () => clients.forEach((client) => client.close()),
  };
}
