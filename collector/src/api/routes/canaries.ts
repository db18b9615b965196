import { Type } from '@sinclair/typebox';
import { CanaryRequest, notFound } from '../../contract';
import { type Operation, pathPart } from '../operation';
import { readJson } from '../readBody';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const Milliseconds = Type.Integer({ description: 'milliseconds since 1970 (UTC)' });

const ComparisonAnswer = Type.Object(
  {
    model: Type.String(),
    from: Milliseconds,
    to: Milliseconds,
    deployment: Type.String(),
    against: Type.String(),
    predictions: Type.Object({ canary: Type.Integer(), stable: Type.Integer() }),
    checks: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
      description:
        'each with both sides, the difference, its interval, the bound, its state, and how many more predictions of the ' +
        'canary it needs',
    }),
    verdict: Type.Union(['promote', 'wait', 'roll back'].map((verdict) => Type.Literal(verdict))),
    reason: Type.String(),
    morePredictions: Nullable(Type.Number({ description: 'of the canary, until there is a verdict' })),
    moreSeconds: Nullable(Type.Number({ description: 'at the traffic so far' })),
  },
  { $id: 'CanaryComparison', description: 'A canary beside what serves, over the same moments.' },
);

const WatchAnswer = Type.Object(
  {
    id: Type.String(),
    request: CanaryRequest,
    state: Type.Union(['watching', 'decided', 'stopped'].map((state) => Type.Literal(state))),
    createdAt: Milliseconds,
    finishedAt: Nullable(Milliseconds),
    lookedAt: Nullable(Milliseconds),
    comparison: Nullable(ComparisonAnswer),
    error: Nullable(Type.String()),
  },
  { $id: 'CanaryWatch', description: 'A canary that is compared every minute until there is a verdict.' },
);

const checkCanary = bodyValidator(CanaryRequest, 'canary-invalid');
const JSON_WATCH = { 'application/json': WatchAnswer };

export function canaryOperations({ canaries, configuration }: ApiServices): Operation[] {
  return [
    {
      method: 'post',
      path: '/v1/canary-comparisons',
      scope: 'query',
      tag: 'shadow',
      id: 'compareCanary',
      summary: 'Compare a canary with what serves beside it: promote, wait or roll back',
      description:
        'Error rate, latency and outcomes over the same moments. The intervals hold at every moment at once, so that it ' +
        'may be asked every minute with the same `from`, and acted on at the first verdict.',
      body: { 'application/json': CanaryRequest },
      answers: {
        200: { description: 'the comparison', content: { 'application/json': ComparisonAnswer } },
      },
      async handle(request, response) {
        const body = checkCanary(await readJson(request, configuration.http.bodyLimitBytes));
        const gone = new AbortController();
        response.once('close', () => gone.abort());
        response.json(await canaries.compare(body, gone.signal));
      },
    },
    {
      method: 'post',
      path: '/v1/canaries',
      scope: 'operate',
      tag: 'shadow',
      id: 'watchCanary',
      summary: 'Compare a canary every minute until there is a verdict, and tell the webhook',
      body: { 'application/json': CanaryRequest },
      answers: { 202: { description: 'the watch, which goes on by itself', content: JSON_WATCH } },
      async handle(request, response) {
        const body = checkCanary(await readJson(request, configuration.http.bodyLimitBytes));
        const watch = await canaries.watch(body);
        response.status(202).location(`/v1/canaries/${watch.id}`).json(watch);
      },
    },
    {
      method: 'get',
      path: '/v1/canaries',
      scope: 'query',
      tag: 'shadow',
      id: 'listCanaries',
      summary: 'Watched canaries, the latest first',
      answers: {
        200: {
          description: 'the watches',
          content: { 'application/json': Type.Object({ canaries: Type.Array(WatchAnswer) }) },
        },
      },
      async handle(_request, response) {
        response.json({ canaries: await canaries.list() });
      },
    },
    {
      method: 'get',
      path: '/v1/canaries/{id}',
      scope: 'query',
      tag: 'shadow',
      id: 'getCanary',
      summary: 'One watched canary, with its last comparison',
      answers: { 200: { description: 'the watch', content: JSON_WATCH } },
      async handle(request, response) {
        const id = pathPart(request, 'id');
        const watch = await canaries.get(id);
        if (!watch) throw notFound('unknown-canary', `There is no watched canary ${id}.`);
        response.json(watch);
      },
    },
    {
      method: 'delete',
      path: '/v1/canaries/{id}',
      scope: 'operate',
      tag: 'shadow',
      id: 'stopCanary',
      summary: 'Watch a canary no longer',
      answers: { 200: { description: 'the watch as it ended', content: JSON_WATCH } },
      async handle(request, response) {
        response.json(await canaries.stop(pathPart(request, 'id')));
      },
    },
  ];
}
