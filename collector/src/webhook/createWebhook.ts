import { randomUUID } from 'node:crypto';
import { ModelWatchError, type WebhookDelivery, type WebhookEvent } from '../contract';
import type { Store } from '../store';
import { signedHeaders } from './sign';

export interface WebhookOptions {
  /** Empty: nobody is told, and nothing is kept. */
  url: string;
  secret: string;
  store: Pick<Store, 'documents'>;
  log: {
    info(facts: object, sentence: string): void;
    warn(facts: object, sentence: string): void;
  };
  /** Milliseconds since 1970. */
  clock: () => number;
  firstRetryMs?: number;
}

/** Tells one receiver of verdicts. */
export interface Webhook {
  /**
   * Returns at once; what becomes of it is in `list`.
   * @param id under which it is delivered; one that is known is not told again. A new one unless given
   */
  tell(event: WebhookEvent, id?: string): void;
  /** Resolves when everything told so far is kept, and so survives the end of the collector. */
  kept(): Promise<void>;
  /** The latest first. */
  list(): Promise<WebhookDelivery[]>;
  /** Deliveries by what became of them, of those that are kept. */
  counts(): Record<WebhookDelivery['state'], number>;
  /** Ends attempts that are under way; what waits is tried again at the next start. */
  close(): Promise<void>;
}

const COLLECTION = 'webhookDeliveries';
const MOST_KEPT = 1000;
const TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 3_600_000;
/** After a day the verdict is history. */
const GIVE_UP_MS = 86_400_000;

/** @throws ModelWatchError `configuration` where there is an address and no secret to sign with */
export async function createWebhook(options: WebhookOptions): Promise<Webhook> {
  const { url, secret, store, log, clock, firstRetryMs = FIRST_RETRY_MS } = options;
  if (url !== '' && secret === '') throw withoutSecret();
  const deliveries = new Map<string, WebhookDelivery>();
  const timers = new Set<NodeJS.Timeout>();
  const closing = new AbortController();
  let kept: Promise<unknown> = Promise.resolve();

  const keep = (one: WebhookDelivery): void => {
    const state = structuredClone(one);
    kept = kept
      .then(() => store.documents.put(COLLECTION, state.id, state))
      .catch((error: unknown) => log.warn({ err: error }, 'A delivery of the webhook was not kept.'));
  };
  const forgetOldest = (): void => {
    const ended = [...deliveries.values()].filter(({ state }) => state !== 'waiting');
    for (const { id } of ended.slice(0, Math.max(0, deliveries.size - MOST_KEPT))) {
      deliveries.delete(id);
      kept = kept.then(() => store.documents.remove(COLLECTION, id)).catch(() => undefined);
    }
  };

  async function post({ id, event, createdAt }: WebhookDelivery): Promise<void> {
    const body = JSON.stringify({ ...event, id, timestamp: new Date(createdAt).toISOString() });
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signedHeaders({ id, body, at: clock() }, secret) },
      body,
      // A redirect could lead anywhere, and the message was signed for this address.
      redirect: 'manual',
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`it answered ${response.status}`);
  }

  async function attempt(one: WebhookDelivery): Promise<void> {
    one.attempts += 1;
    one.nextAttemptAt = null;
    try {
      await post(one);
      Object.assign(one, { state: 'delivered', finishedAt: clock(), error: null });
    } catch (error) {
      if (closing.signal.aborted) return;
      one.error = reasonOf(error);
      const waitMs = Math.min(firstRetryMs * 2 ** (one.attempts - 1), LONGEST_RETRY_MS);
      if (clock() + waitMs - one.createdAt > GIVE_UP_MS) {
        Object.assign(one, { state: 'given up', finishedAt: clock() });
        log.warn({ delivery: one.id, type: one.event.type }, `The webhook was given up: ${one.error}.`);
      } else later(one, waitMs);
    }
    keep(one);
    forgetOldest();
  }

  function later(one: WebhookDelivery, waitMs: number): void {
    one.nextAttemptAt = clock() + waitMs;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void attempt(one);
    }, waitMs);
    timer.unref();
    timers.add(timer);
  }

  for (const { value } of await store.documents.list<WebhookDelivery>(COLLECTION)) {
    deliveries.set(value.id, value);
    if (value.state === 'waiting' && url !== '') later(value, firstRetryMs);
  }

  return {
    tell(event, id = randomUUID()) {
      if (url === '' || closing.signal.aborted || deliveries.has(id)) return;
      const one: WebhookDelivery = {
        id,
        event: structuredClone(event),
        state: 'waiting',
        createdAt: clock(),
        finishedAt: null,
        attempts: 0,
        nextAttemptAt: clock(),
        error: null,
      };
      deliveries.set(one.id, one);
      keep(one);
      void attempt(one);
    },
    async kept() {
      await kept;
    },
    async list() {
      const all = [...deliveries.values()].map((one) => structuredClone(one));
      return all.sort((a, b) => b.createdAt - a.createdAt);
    },
    counts() {
      const counts = { waiting: 0, delivered: 0, 'given up': 0 };
      for (const { state } of deliveries.values()) counts[state] += 1;
      return counts;
    },
    async close() {
      closing.abort();
      timers.forEach((timer) => clearTimeout(timer));
      await kept;
    },
  };
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error };
  return cause?.message ?? message;
}

const withoutSecret = (): ModelWatchError =>
  new ModelWatchError({
    code: 'configuration',
    status: 500,
    message: 'webhook.url needs webhook.secret, with which its messages are signed.',
    path: '$.webhook.secret',
  });
