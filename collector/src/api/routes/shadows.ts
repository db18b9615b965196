import { Type } from '@sinclair/typebox';
import { notFound, ShadowRequest } from '../../contract';
import { type Operation, pathPart } from '../operation';
import { readJson } from '../readBody';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

const ShadowAnswer = Type.Object(
  {
    id: Type.String(),
    request: ShadowRequest,
    state: Type.Union(
      ['running', 'stopped', 'tripped', 'failed'].map((state) => Type.Literal(state)),
      {
        description: '`tripped`: stopped by one of its guard rails',
      },
    ),
    createdAt: Type.Integer({ description: 'milliseconds since 1970 (UTC)' }),
    finishedAt: Nullable(Type.Integer()),
    reason: Nullable(Type.String({ description: 'why it does not run' })),
    counts: Type.Record(Type.String(), Type.Number(), {
      description: 'rows offered, scored, failed, dropped, compared and agreed, and its batches',
    }),
    agreement: Nullable(
      Type.Object(
        { value: Type.Number(), lower: Type.Number(), upper: Type.Number() },
        { description: 'share with the class that was served; the interval holds at every moment' },
      ),
    ),
  },
  { $id: 'ShadowRun', description: 'A candidate that answers live predictions beside production.' },
);

const checkShadow = bodyValidator(ShadowRequest, 'shadow-invalid');
const JSON_SHADOW = { 'application/json': ShadowAnswer };

export function shadowOperations({ shadows, configuration }: ApiServices): Operation[] {
  return [
    {
      method: 'post',
      path: '/v1/shadows',
      scope: 'operate',
      tag: 'shadow',
      id: 'startShadow',
      summary: 'Let a candidate answer live predictions beside production',
      description:
        'What it answers are predictions of the deployment `shadow`, which every measure can be asked for; a query that ' +
        'does not name the deployment leaves them out.',
      body: { 'application/json': ShadowRequest },
      answers: { 202: { description: 'the shadow, which goes on by itself', content: JSON_SHADOW } },
      async handle(request, response) {
        const body = checkShadow(await readJson(request, configuration.http.bodyLimitBytes));
        const one = await shadows.start(body);
        response.status(202).location(`/v1/shadows/${one.id}`).json(one);
      },
    },
    {
      method: 'get',
      path: '/v1/shadows',
      scope: 'query',
      tag: 'shadow',
      id: 'listShadows',
      summary: 'Candidates in shadow, the latest first',
      answers: {
        200: {
          description: 'the shadows',
          content: { 'application/json': Type.Object({ shadows: Type.Array(ShadowAnswer) }) },
        },
      },
      async handle(_request, response) {
        response.json({ shadows: await shadows.list() });
      },
    },
    {
      method: 'get',
      path: '/v1/shadows/{id}',
      scope: 'query',
      tag: 'shadow',
      id: 'getShadow',
      summary: 'One shadow, with its counts and its agreement',
      answers: { 200: { description: 'the shadow', content: JSON_SHADOW } },
      async handle(request, response) {
        const id = pathPart(request, 'id');
        const one = await shadows.get(id);
        if (!one) throw notFound('unknown-shadow', `There is no shadow ${id}.`);
        response.json(one);
      },
    },
    {
      method: 'delete',
      path: '/v1/shadows/{id}',
      scope: 'operate',
      tag: 'shadow',
      id: 'stopShadow',
      summary: 'Stop a shadow; what it answered stays',
      answers: { 200: { description: 'the shadow as it ended', content: JSON_SHADOW } },
      async handle(request, response) {
        response.json(await shadows.stop(pathPart(request, 'id')));
      },
    },
  ];
}
