import { Type } from '@sinclair/typebox';
import { badRequest } from '../../contract';
import type { Operation } from '../operation';
import { QuarantineAnswer, ReadinessAnswer } from '../schemas';
import type { ApiServices } from '../services';

export function operationOperations({
  store,
  metrics,
  readiness,
  version,
  registry,
}: ApiServices): Operation[] {
  return [
    {
      method: 'get',
      path: '/v1/quarantine',
      scope: 'operate',
      tag: 'operation',
      id: 'listQuarantine',
      summary: 'Events that were refused, with the reason, the latest first',
      parameters: {
        model: { schema: Type.String(), description: 'only those that name this model' },
        limit: {
          schema: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
          description: 'at most so many',
        },
      },
      answers: {
        200: {
          description: 'the events',
          content: { 'application/json': Type.Object({ events: Type.Array(QuarantineAnswer) }) },
        },
      },
      async handle(request, response) {
        const { model, limit = '100' } = request.query;
        const count = Number(limit);
        if (!Number.isInteger(count) || count < 1 || count > 1000) {
          throw badRequest('limit-invalid', 'limit must be a whole number from 1 to 1000.', 'limit');
        }
        if (model !== undefined && typeof model !== 'string') {
          throw badRequest('model-invalid', 'model must be given once.', 'model');
        }
        response.json({ events: await store.quarantine({ limit: count, model }) });
      },
    },
    {
      method: 'get',
      path: '/healthz',
      scope: null,
      tag: 'operation',
      id: 'health',
      summary: 'Whether the process lives',
      answers: {
        200: {
          description: 'it does',
          content: {
            'application/json': Type.Object({
              status: Type.Literal('ok'),
              version: Type.String(),
              models: Type.Integer(),
            }),
          },
        },
      },
      handle: (_request, response) =>
        void response.json({ status: 'ok', version, models: registry.models().length }),
    },
    {
      method: 'get',
      path: '/readyz',
      scope: null,
      tag: 'operation',
      id: 'readiness',
      summary: 'Whether events can be taken and questions answered about them, condition by condition',
      answers: {
        200: { description: 'ready', content: { 'application/json': ReadinessAnswer } },
        503: { description: 'not ready, with the reasons', content: { 'application/json': ReadinessAnswer } },
      },
      async handle(_request, response) {
        const answer = await readiness();
        response.status(answer.ready ? 200 : 503).json(answer);
      },
    },
    {
      method: 'get',
      path: '/metrics',
      scope: null,
      tag: 'operation',
      id: 'metrics',
      summary: "The collector's own metrics for Prometheus",
      answers: {
        200: { description: "Prometheus' text format", content: { 'text/plain': Type.String() } },
      },
      async handle(_request, response) {
        const text = await metrics.expose();
        response.setHeader('content-type', metrics.contentType);
        response.send(text);
      },
    },
  ];
}
