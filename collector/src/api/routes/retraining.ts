import { Type } from '@sinclair/typebox';
import { RetrainingTriggerSpec } from '../../contract';
import type { Operation } from '../operation';
import type { ApiServices } from '../services';

const Milliseconds = Type.Integer({ description: 'milliseconds since 1970 (UTC)' });
const NullableTime = Type.Union([Milliseconds, Type.Null()]);

const RequestAnswer = Type.Object(
  {
    id: Type.String({ description: 'reports of the training job begin the id of their changes with it' }),
    at: Milliseconds,
    model: Type.String(),
    trigger: Type.String(),
    reason: Type.String(),
    causes: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
      description:
        'each with its key, reason, window and evidence: the query, the value, its threshold, rows and coverage',
    }),
    training: Type.Unknown({
      description: 'time whose labels are mature: from, to, coverage; null while there is none',
    }),
    baseline: Type.Unknown({ description: 'of the version in production: version, digest, kind, rows' }),
    lineage: Type.Unknown({
      description: 'version in production, its digest, schema, features, the last retraining',
    }),
    others: Type.Array(Type.String(), { description: 'requests of other triggers that no job has finished' }),
    toldAt: NullableTime,
    state: Type.Union(['asked', 'started', 'succeeded', 'failed'].map((state) => Type.Literal(state))),
    reportedAt: NullableTime,
  },
  { $id: 'RetrainingRequest', description: 'A training job that was asked for, and what it reported.' },
);

const TriggerAnswer = Type.Object(
  {
    model: Type.String(),
    rule: RetrainingTriggerSpec,
    state: Type.Union(
      ['quiet', 'waiting', 'open', 'unknown'].map((state) => Type.Literal(state)),
      {
        description:
          'waiting: there is a cause whose labels have not arrived; open: asked for, and the cause lasts',
      },
    ),
    reason: Type.String({ description: 'what the last look found' }),
    lookedAt: NullableTime,
    requests: Type.Array(RequestAnswer),
  },
  { $id: 'RetrainingTrigger', description: 'A rule of a model file that asks for retrainings.' },
);

export function retrainingOperations({ retraining }: ApiServices): Operation[] {
  return [
    {
      method: 'get',
      path: '/v1/retraining',
      scope: 'query',
      tag: 'shadow',
      id: 'listRetraining',
      summary: 'Retraining triggers of the model files, how they stand, and what they asked for',
      answers: {
        200: {
          description: 'the triggers',
          content: { 'application/json': Type.Object({ triggers: Type.Array(TriggerAnswer) }) },
        },
      },
      parameters: { model: { schema: Type.String(), description: 'only its triggers' } },
      async handle(request, response) {
        const { model } = request.query;
        const triggers = await retraining.list(typeof model === 'string' ? model : undefined);
        response.json({ triggers });
      },
    },
  ];
}
