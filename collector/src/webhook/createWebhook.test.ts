import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebhookDelivery } from '../contract';
import type { Store } from '../store';
import { createWebhook, type WebhookOptions } from '.';

const event = { type: 'canary.promote', model: 'credit', reason: 'all is well', data: { checks: [] } };
let server: Server;
let url: string;
let statuses: number[];
let received: { headers: IncomingHttpHeaders; body: string }[];

beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const open = (documents = new Map<string, unknown>(), more: Partial<WebhookOptions> = {}) =>
  createWebhook({
    url,
    secret: 'a secret',
    store: {
      documents: {
        get: async (_collection: string, id: string) => documents.get(id) ?? null,
        list: async () => [...documents].map(([id, value]) => ({ id, value: structuredClone(value) })),
        put: async (_collection: string, id: string, value: unknown) => void documents.set(id, value),
        remove: async (_collection: string, id: string) => void documents.delete(id),
      },
    } as Pick<Store, 'documents'>,
    log: { info: () => undefined, warn: () => undefined },
    clock: () => Date.now(),
    firstRetryMs: 10,
    ...more,
  });

async function until(webhook: { list(): Promise<WebhookDelivery[]> }, state: WebhookDelivery['state']) {
  for (let tries = 0; tries < 300; tries++) {
    const [one] = await webhook.list();
    if (one?.state === state && one.attempts > 0) return one;
    await sleep(10);
  }
  throw new Error(`the delivery never was ${state}`);
}

test('a message is signed over its id, its time and its body, and sent again until it is taken', async () => {
  statuses = [500, 302];
  const webhook = await open();
  webhook.tell(event);
  expect(await until(webhook, 'delivered')).toMatchObject({ attempts: 3, error: null });
  expect(received).toHaveLength(3);
  const { headers, body } = received[2]!;
  const [id, seconds] = [headers['webhook-id'] as string, headers['webhook-timestamp'] as string];
  const expected = createHmac('sha256', 'a secret').update(`${id}.${seconds}.${body}`).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${expected}`);
  expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(5);
  expect(JSON.parse(body)).toMatchObject({ ...event, id });
  expect(new Set(received.map((one) => one.headers['webhook-id']))).toEqual(new Set([id]));
  await webhook.close();
});

test('what was not delivered is told, and tried again after a restart', async () => {
  statuses = [503];
  const documents = new Map<string, unknown>();
  const before = await open(documents, { firstRetryMs: 60_000 });
  before.tell(event);
  for (let tries = 0; tries < 300 && received.length === 0; tries++) await sleep(10);
  for (let tries = 0; tries < 300 && (await before.list())[0]!.error === null; tries++) await sleep(10);
  expect((await before.list())[0]).toMatchObject({ state: 'waiting', error: 'it answered 503' });
  expect(before.counts()).toMatchObject({ waiting: 1, delivered: 0 });
  await before.close();
  const after = await open(documents);
  expect(await until(after, 'delivered')).toMatchObject({ attempts: 2 });
  await after.close();
});

test('without an address nothing is kept, and with one there must be a secret', async () => {
  const silent = await open(new Map(), { url: '' });
  silent.tell(event);
  expect(await silent.list()).toEqual([]);
  await expect(open(new Map(), { secret: '' })).rejects.toThrow(/webhook.secret/);
});
