import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { type AddressInfo } from 'node:net';

const ROOT = join(__dirname, '..', '..', '..');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Where the plugins lie after a build; the page asks for them below `/preview/plugins/`. */
export const PLUGIN_FOLDERS = {
  'modelwatch-distribution-panel': join(ROOT, 'panel-plugin/dist/distribution'),
  'modelwatch-disparity-panel': join(ROOT, 'panel-plugin/dist/disparity'),
  'modelwatch-label-arrival-panel': join(ROOT, 'panel-plugin/dist/label-arrival'),
  'modelwatch-modelwatch-datasource': join(ROOT, 'datasource-plugin/dist'),
  'modelwatch-investigations-app': join(ROOT, 'app-plugin/dist'),
} as const;
const PREVIEW = join(ROOT, 'panel-plugin/dist/preview');

export const isBuilt = (id: keyof typeof PLUGIN_FOLDERS): boolean =>
  existsSync(join(PLUGIN_FOLDERS[id], 'module.js')) && existsSync(join(PREVIEW, 'index.html'));

/** Answers of `/v1/...`, by path; a number is a refusal with that status. */
export type Answers = Record<string, (body: unknown) => unknown>;

export interface Site {
  url: string;
  close(): Promise<void>;
}

/** The preview page with all three plugins below it, with given answers or with those of a live collector. */
export async function openSite(answers: Answers | { collector: string }): Promise<Site> {
  const server: Server = createServer((request, response) => void serve(request, response, answers));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answers: Answers | { collector: string },
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (typeof answers.collector === 'string') {
    if (pathname.startsWith('/v1/')) return forward(request, response, answers.collector);
    return giveOut(response, pathname);
  }
  const answer = (answers as Answers)[pathname];
  if (answer) {
    const text = await readBody(request);
    const told = answer(text ? JSON.parse(text) : undefined);
    const refusal = told instanceof Refusal ? told : null;
    response.writeHead(refusal?.status ?? 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(refusal ? { detail: refusal.message } : told));
    return;
  }
  giveOut(response, pathname);
}

function giveOut(response: ServerResponse, pathname: string): void {
  const file = fileOf(normalize(pathname));
  if (!file || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Page and collector have one origin, as where the collector gives the page out itself. */
async function forward(request: IncomingMessage, response: ServerResponse, collector: string): Promise<void> {
  const body = await readBody(request);
  const answer = await fetch(collector + request.url, {
    method: request.method,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    ...(body ? { body } : {}),
  });
  response.writeHead(answer.status, { 'Content-Type': 'application/json' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

function fileOf(path: string): string | undefined {
  for (const [id, folder] of Object.entries(PLUGIN_FOLDERS)) {
    const prefix = `/preview/plugins/${id}/`;
    if (path.startsWith(prefix)) return join(folder, path.slice(prefix.length));
  }
  if (!path.startsWith('/preview/')) return undefined;
  return join(PREVIEW, path === '/preview/' ? 'index.html' : path.slice('/preview/'.length));
}
