import { Type } from '@sinclair/typebox';
import { EVENT_KINDS, EVENT_SCHEMAS, type EventKind, IngestAnswer } from '../../contract';
import { statusOfAnswer } from '../../ingest';
import type { Operation } from '../operation';
import { tooLarge } from '../readBody';
import type { ApiServices } from '../services';

const NDJSON = 'application/x-ndjson';

export function eventOperations({ configuration, metrics, receive }: ApiServices): Operation[] {
  const { bodyLimitBytes } = configuration.http;
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
    answers: {
      200: { description: 'what became of them', content: { 'application/json': IngestAnswer } },
      422: { description: 'none of them was taken', content: { 'application/json': IngestAnswer } },
    },
    async handle(request, response) {
      const length = request.headers['content-length'];
      // Before anything is held for it: a body that can never be taken must not be told to come again.
      if (Number(length ?? 0) > bodyLimitBytes) throw tooLarge(bodyLimitBytes);
      const answer = await receive(kind, request, {
        contentType: request.headers['content-type'],
        contentEncoding: request.headers['content-encoding'],
        contentLength: length === undefined ? undefined : Number(length),
      });
      metrics.countIngest(kind, {
        accepted: answer.accepted,
        duplicate: answer.duplicates,
        quarantined: answer.quarantined,
      });
      response.status(statusOfAnswer(answer)).json(answer);
    },
  });
  return EVENT_KINDS.map(post);
}
