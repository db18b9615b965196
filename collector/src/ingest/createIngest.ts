import type { Readable } from 'node:stream';
import { type EventKind, type IngestAnswer, ModelWatchError } from '../contract';
import type { Journal } from '../journal';
import type { Registry } from '../registry';
import { acceptEvents, type AcceptParts } from './acceptEvents';
import { decodeEvents } from './decode/decodeEvents';
import { decodeText } from './decode/decodeText';
import { type BodyHeaders, readBody } from './decode/readBody';
import { DEFAULT_INGEST_LIMITS, type IngestLimits } from './limits';
import { createMasker } from './masks';
import { createNormalizer } from './normalize';
import { createQuarantiner } from './quarantine';

export interface IngestOptions {
  journal: Pick<Journal, 'submit'>;
  registry: Pick<Registry, 'model' | 'models' | 'productionVersion'>;
  limits?: Partial<IngestLimits>;
  /** Key of the `hash` masking rule; empty: values to be hashed are withheld. */
  maskKey?: string;
  log: (sentence: string) => void;
  now?: () => number;
  /** Resolves when a large body may be decoded, which blocks the event loop: so that queries go first. */
  giveWay?: () => Promise<void>;
}

/** Bodies up to this size take less time to decode than a turn of the event loop to come round. */
const SMALL_BODY_BYTES = 32 * 1024;

export interface Ingest {
  /**
   * Takes the events of a body in. Resolves when everything accepted is durable.
   * @throws ModelWatchError 400, 408, 413, 415 where the body cannot be read; 429, 503 where nothing can be taken now
   */
  receive(kind: EventKind, body: Readable, headers: BodyHeaders, signal?: AbortSignal): Promise<IngestAnswer>;
  /** The same for a body that is there already, inflated. */
  take(kind: EventKind, body: Buffer, contentType?: string): Promise<IngestAnswer>;
  /** The same for events that are decoded already: files, replays of a log. */
  accept(kind: EventKind, events: readonly unknown[]): Promise<IngestAnswer>;
}

/** The one way in: decode, mask, validate, journal, acknowledge. */
export function createIngest(options: IngestOptions): Ingest {
  const given: IngestLimits = { ...DEFAULT_INGEST_LIMITS, ...options.limits };
  // What is larger than all that may be in flight can never be taken: it is too large, not early.
  const limits: IngestLimits = { ...given, bodyBytes: Math.min(given.bodyBytes, given.inFlightBytes) };
  const now = options.now ?? (() => Date.now());
  const { journal, registry } = options;
  const masker = createMasker(() => registry.models(), options.maskKey ?? '', options.log);
  const parts: AcceptParts = {
    journal,
    registry,
    normalizerFor: createNormalizer(registry, masker, limits),
    quarantiner: createQuarantiner(masker, limits.quarantineBytes),
    limits,
    now,
  };
  let inFlightBytes = 0;

  /** Runs with a purse of the bytes that are in flight; what it took out is put back whatever happens. */
  async function holding<T>(work: (hold: (bytes: number) => void) => Promise<T>): Promise<T> {
    let held = 0;
    const hold = (bytes: number): void => {
      if (inFlightBytes + bytes > limits.inFlightBytes) throw busy();
      inFlightBytes += bytes;
      held += bytes;
    };
    try {
      return await work(hold);
    } finally {
      inFlightBytes -= held;
    }
  }

  const acceptBody = (kind: EventKind, body: Buffer, contentType: string): Promise<IngestAnswer> =>
    acceptEvents(parts, kind, () => decodeEvents(decodeText(body), contentType));

  return {
    accept: (kind, events) => acceptEvents(parts, kind, () => events),
    take: (kind, body, contentType = '') =>
      holding((hold) => {
        hold(body.length);
        return acceptBody(kind, body, contentType);
      }),
    receive: (kind, body, headers, signal) =>
      holding(async (hold) => {
        const bytes = await readBody(body, headers, limits, hold, signal);
        if (bytes.length > SMALL_BODY_BYTES) await options.giveWay?.();
        return acceptBody(kind, bytes, headers.contentType ?? '');
      }),
  };
}

/** HTTP status of an answer: 422 where there were events and none of them was taken or known. */
export function statusOfAnswer({ received, accepted, duplicates }: IngestAnswer): 200 | 422 {
  return received > 0 && accepted + duplicates === 0 ? 422 : 200;
}

const busy = (): ModelWatchError =>
  new ModelWatchError({
    code: 'ingest-busy',
    status: 429,
    message: 'Too many requests are being taken in at this moment; send this one again later.',
    retryAfterSeconds: 1,
  });
