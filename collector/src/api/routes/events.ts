import { Type } from '@sinclair/typebox';
import { EVENT_KINDS, EVENT_SCHEMAS, type EventKind, IngestAnswer, ModelWatchError } from '../../contract';
import type { Operation } from '../operation';
import { readDecodedBody } from '../readBody';
import type { ApiServices } from '../services';

const NDJSON = 'application/x-ndjson';

/** Keeps the bytes of all bodies that are being taken in below a limit, so that a burst costs time, not memory. */
function createGate(limitBytes: number) {
  let inFlight = 0;
  return async <T>(announced: number, work: () => Promise<T>): Promise<T> => {
    if (inFlight > 0 && inFlight + announced > limitBytes) {
      throw new ModelWatchError({
        code: 'ingest-busy',
        message: `${inFlight} bytes of events are being taken in already; send these again in a moment.`,
        status: 429,
        retryAfterSeconds: 1,
      });
    }
    inFlight += announced;
    try {
      return await work();
    } finally {
      inFlight -= announced;
    }
  };
}

export function eventOperations({ configuration, metrics, receive }: ApiServices): Operation[] {
  const { bodyLimitBytes } = configuration.http;
  const gate = createGate(configuration.ingest.maximumInFlightBytes);

  const post = (kind: EventKind): Operation => ({
    method: 'post',
    path: `/v1/${kind}`,
    scope: 'ingest',
    tag: 'events',
    id: `post${kind[0]!.toUpperCase()}${kind.slice(1)}`,
    summary: `Send ${kind}`,
    description:
      'One event, an array of events, or NDJSON; gzip is taken. The answer is sent when what it counts as accepted is ' +
      'durable. Broken events are quarantined and told in `issues`; the others are taken.',
    body: {
      'application/json': Type.Union([EVENT_SCHEMAS[kind], Type.Array(EVENT_SCHEMAS[kind])]),
      [NDJSON]: Type.String({ description: 'one event a line' }),
    },
    answers: { 200: { description: 'what became of them', content: { 'application/json': IngestAnswer } } },
    async handle(request, response) {
      // A body of unknown length could be as large as the limit.
      const announced = Math.min(Number(request.headers['content-length'] ?? bodyLimitBytes), bodyLimitBytes);
      const answer = await gate(announced, async () =>
        receive(kind, await readDecodedBody(request, bodyLimitBytes), request.headers['content-type'] ?? ''),
      );
      metrics.countIngest(kind, {
        accepted: answer.accepted,
        duplicate: answer.duplicates,
        quarantined: answer.quarantined,
      });
      response.json(answer);
    },
  });
  return EVENT_KINDS.map(post);
}
