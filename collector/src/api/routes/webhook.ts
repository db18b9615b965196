import { Type } from '@sinclair/typebox';
import type { Operation } from '../operation';
import type { ApiServices } from '../services';

const DeliveryAnswer = Type.Object(
  {
    id: Type.String(),
    event: Type.Record(Type.String(), Type.Unknown()),
    state: Type.Union(['waiting', 'delivered', 'given up'].map((state) => Type.Literal(state))),
    createdAt: Type.Integer({ description: 'milliseconds since 1970 (UTC)' }),
    finishedAt: Type.Union([Type.Integer(), Type.Null()]),
    attempts: Type.Integer(),
    nextAttemptAt: Type.Union([Type.Integer(), Type.Null()]),
    error: Type.Union([Type.String(), Type.Null()], { description: 'why the last attempt failed' }),
  },
  { $id: 'WebhookDelivery', description: 'A verdict that the webhook was told, or is still to be told.' },
);

export function webhookOperations({ webhook }: ApiServices): Operation[] {
  return [
    {
      method: 'get',
      path: '/v1/webhook-deliveries',
      scope: 'operate',
      tag: 'operation',
      id: 'listWebhookDeliveries',
      summary: 'What the webhook was told, and what was not delivered',
      answers: {
        200: {
          description: 'the last 1,000 deliveries, the latest first',
          content: { 'application/json': Type.Object({ deliveries: Type.Array(DeliveryAnswer) }) },
        },
      },
      async handle(_request, response) {
        response.json({ deliveries: await webhook.list() });
      },
    },
  ];
}
