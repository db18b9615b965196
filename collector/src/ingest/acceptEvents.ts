import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type EventKind,
  type IngestAnswer,
  ModelWatchError,
  NOTHING_RECEIVED,
  type StoredRecord,
} from '../contract';
import type { Admission, Journal, Submission } from '../journal';
import type { Registry } from '../registry';
import type { EventProblem } from './events/eventProblem';
import { naturalKey } from './events/naturalKey';
import type { IngestLimits } from './limits';
import type { CreateNormalizer } from './normalize';
import type { Quarantiner } from './quarantine';

/** Events normalized and handed to the journal before the event loop gets its turn: about 5 ms. */
const SLICE = 500;

export interface AcceptParts {
  journal: Pick<Journal, 'submit'>;
  registry: Pick<Registry, 'model'>;
  normalizerFor: CreateNormalizer;
  quarantiner: Quarantiner;
  limits: IngestLimits;
  now: () => number;
}

interface Slice {
  start: number;
  receivedAt: number;
  /** Places of events that went to quarantine: their admission says nothing about the event. */
  refused: ReadonlySet<number>;
  admissions: Promise<Admission[]>;
}

/**
 * Normalizes events and submits them. Nothing of them is held while their flush is awaited: a few requests that wait
 * with all their parsed events made the collector of garbage copy them over and over, and cost a third of the time.
 * So where a conflict has to be kept the events are read once more.
 * @param read the events; called again for conflicts
 */
export async function acceptEvents(
  parts: AcceptParts,
  kind: EventKind,
  read: () => readonly unknown[],
): Promise<IngestAnswer> {
  const answer: IngestAnswer = { ...NOTHING_RECEIVED, issues: [] };
  const slices = await submitAll(parts, kind, read(), answer);
  const conflicts: { slice: Slice; index: number }[] = [];
  for (const slice of slices) {
    (await slice.admissions).forEach((admission, place) => {
      if (slice.refused.has(place)) answer.quarantined++;
      else if (admission === 'accepted') answer.accepted++;
      else if (admission === 'duplicate') answer.duplicates++;
      else conflicts.push({ slice, index: slice.start + place });
    });
  }
  if (conflicts.length > 0) {
    const events = read();
    const submissions = conflicts.map(({ slice, index }) => {
      note(parts, answer, index, CONFLICT);
      return submissionOf(refusalOf(parts, kind, events[index], CONFLICT, slice.receivedAt));
    });
    await parts.journal.submit(submissions);
    answer.quarantined += conflicts.length;
    answer.issues.sort((a, b) => a.index - b.index);
  }
  return answer;
}

async function submitAll(
  parts: AcceptParts,
  kind: EventKind,
  events: readonly unknown[],
  answer: IngestAnswer,
): Promise<Slice[]> {
  if (events.length > parts.limits.events) throw tooManyEvents(events.length, parts.limits.events);
  answer.received = events.length;
  const slices: Slice[] = [];
  for (let start = 0; start < events.length; start += SLICE) {
    if (start > 0) await nextTurn();
    const slice = submitSlice(parts, kind, events, start, answer);
    // A later slice may be refused before this one is awaited; its refusal is told by then.
    slice.admissions.catch(() => undefined);
    slices.push(slice);
  }
  return slices;
}

function submitSlice(
  parts: AcceptParts,
  kind: EventKind,
  events: readonly unknown[],
  start: number,
  answer: IngestAnswer,
): Slice {
  const receivedAt = parts.now();
  const end = Math.min(start + SLICE, events.length);
  const submissions: Submission[] = [];
  const refused = new Set<number>();
  let index = start;
  const normalize = parts.normalizerFor(kind, receivedAt, (problem) => {
    answer.invalidFields++;
    note(parts, answer, index, problem);
  });
  for (; index < end; index++) {
    const result = normalize(events[index]);
    if (result.record) submissions.push(submissionOf(result.record));
    else {
      note(parts, answer, index, result.problem);
      refused.add(index - start);
      submissions.push(submissionOf(refusalOf(parts, kind, events[index], result.problem, receivedAt)));
    }
  }
  return { start, receivedAt, refused, admissions: parts.journal.submit(submissions) };
}

function refusalOf(
  { quarantiner, registry }: AcceptParts,
  kind: EventKind,
  event: unknown,
  why: EventProblem,
  receivedAt: number,
): StoredRecord {
  const named =
    typeof event === 'object' && event !== null ? (event as { model?: unknown }).model : undefined;
  const model = typeof named === 'string' ? registry.model(named) : undefined;
  return quarantiner.record(kind, event, why, model, receivedAt);
}

function note(
  { limits }: AcceptParts,
  { issues }: IngestAnswer,
  index: number,
  { code, path, message }: EventProblem,
): void {
  if (issues.length < limits.issues) issues.push({ index, code, path, message });
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
