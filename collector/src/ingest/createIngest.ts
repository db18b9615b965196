import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventKind, type IngestAnswer, ModelWatchError, type StoredRecord } from '../contract';
import type { Admission, Journal, Submission } from '../journal';
import type { Registry } from '../registry';
import { decodeEvents } from './decode/decodeEvents';
import { decodeText } from './decode/decodeText';
import { type BodyHeaders, readBody } from './decode/readBody';
import type { EventProblem } from './events/eventProblem';
import { naturalKey } from './events/naturalKey';
import { DEFAULT_INGEST_LIMITS, type IngestLimits } from './limits';
import { createMasker } from './masks';
import { createNormalizer } from './normalize';
import { createQuarantiner } from './quarantine';

/** Events normalized and handed to the journal before the event loop gets its turn: about 5 ms. */
const SLICE = 500;

export interface IngestOptions {
  journal: Pick<Journal, 'submit'>;
  registry: Pick<Registry, 'model' | 'models' | 'productionVersion'>;
  limits?: Partial<IngestLimits>;
  /** Key of the `hash` masking rule; empty: values to be hashed are withheld. */
  maskKey?: string;
  log: (sentence: string) => void;
  now?: () => number;
}

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
  const limits: IngestLimits = { ...DEFAULT_INGEST_LIMITS, ...options.limits };
  const now = options.now ?? (() => Date.now());
  const { journal, registry } = options;
  const masker = createMasker(() => registry.models(), options.maskKey ?? '', options.log);
  const normalizerFor = createNormalizer(registry, masker, limits);
  const quarantiner = createQuarantiner(masker, limits.quarantineBytes);
  let inFlightBytes = 0;

  async function accept(kind: EventKind, events: readonly unknown[]): Promise<IngestAnswer> {
    if (events.length > limits.events) throw tooManyEvents(events.length, limits.events);
    const answer: IngestAnswer = {
      received: events.length,
      accepted: 0,
      duplicates: 0,
      quarantined: 0,
      invalidFields: 0,
      issues: [],
    };
    const note = (index: number, { code, path, message }: EventProblem): void => {
      if (answer.issues.length < limits.issues) answer.issues.push({ index, code, path, message });
    };
    const slices: Promise<Submission[]>[] = [];
    for (let start = 0; start < events.length; start += SLICE) {
      if (start > 0) await nextTurn();
      const slice = acceptSlice(kind, events, start, answer, note);
      // A later slice may be refused first; this one's refusal is then not lost but told by Promise.all below.
      slice.catch(() => undefined);
      slices.push(slice);
    }
    const conflicts = (await Promise.all(slices)).flat();
    if (conflicts.length > 0) await journal.submit(conflicts);
    answer.issues.sort((a, b) => a.index - b.index);
    return answer;
  }

  /** Answers the quarantine records of conflicts, which are known only when the journal has decided. */
  async function acceptSlice(
    kind: EventKind,
    events: readonly unknown[],
    start: number,
    answer: IngestAnswer,
    note: (index: number, problem: EventProblem) => void,
  ): Promise<Submission[]> {
    const receivedAt = now();
    const end = Math.min(start + SLICE, events.length);
    const submissions: Submission[] = [];
    let index = start;
    const normalize = normalizerFor(kind, receivedAt, (problem) => {
      answer.invalidFields++;
      note(index, problem);
    });
    for (; index < end; index++) {
      const result = normalize(events[index]);
      if (result.record) submissions.push(submissionOf(result.record));
      else {
        answer.quarantined++;
        note(index, result.problem);
        const record = quarantiner.record(kind, events[index], result.problem, result.model, receivedAt);
        submissions.push(submissionOf(record));
      }
    }
    const admissions: Admission[] = await journal.submit(submissions);
    const conflicts: Submission[] = [];
    admissions.forEach((admission, place) => {
      const { record } = submissions[place]!;
      if (record.kind === 'quarantine') return;
      if (admission === 'accepted') answer.accepted++;
      else if (admission === 'duplicate') answer.duplicates++;
      else {
        answer.quarantined++;
        note(start + place, CONFLICT);
        const model = 'model' in record ? registry.model(record.model) : undefined;
        conflicts.push(
          submissionOf(quarantiner.record(kind, events[start + place], CONFLICT, model, receivedAt)),
        );
      }
    });
    return conflicts;
  }

  async function holding<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (inFlightBytes + bytes > limits.inFlightBytes) throw busy();
    inFlightBytes += bytes;
    try {
      return await work();
    } finally {
      inFlightBytes -= bytes;
    }
  }

  const decodeAndAccept = (kind: EventKind, body: Buffer, contentType: string): Promise<IngestAnswer> =>
    accept(kind, decodeEvents(decodeText(body), contentType));

  return {
    accept,
    take: (kind, body, contentType = '') =>
      holding(body.length, () => decodeAndAccept(kind, body, contentType)),
    receive(kind, body, headers, signal) {
      // What is announced is held while it arrives; what is not is held at the most a body may have once it is there.
      return holding(headers.contentLength ?? 0, async () => {
        const bytes = await readBody(body, headers, limits, signal);
        const more = Math.max(0, bytes.length - (headers.contentLength ?? 0));
        return holding(more, () => decodeAndAccept(kind, bytes, headers.contentType ?? ''));
      });
    },
  };
}

/** HTTP status of an answer: 422 where there were events and none of them was taken or known. */
export function statusOfAnswer({ received, accepted, duplicates }: IngestAnswer): 200 | 422 {
  return received > 0 && accepted + duplicates === 0 ? 422 : 200;
}

const submissionOf = (record: StoredRecord): Submission => ({
  record,
  key: naturalKey(record),
  content: null,
});

const CONFLICT: EventProblem = {
  code: 'conflict',
  path: '$',
  message:
    'An event of the same key is there with other content: the first stands. Send a new id for a new event.',
};

const tooManyEvents = (events: number, limit: number): ModelWatchError =>
  new ModelWatchError({
    code: 'too-many-events',
    status: 413,
    message: `The request has ${events} events; send at most ${limit} in one.`,
  });

const busy = (): ModelWatchError =>
  new ModelWatchError({
    code: 'ingest-busy',
    status: 429,
    message: 'Too many requests are being taken in at this moment; send this one again later.',
    retryAfterSeconds: 1,
  });
