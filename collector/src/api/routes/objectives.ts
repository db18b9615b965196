import { Type } from '@sinclair/typebox';
import { ObjectivesChange, ObjectiveTrialRequest } from '../../contract';
import { authorOf } from '../authorOf';
import { type Operation, pathPart } from '../operation';
import { readJson } from '../readBody';
import { ModelAnswer } from '../schemas';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const checkTrial = bodyValidator(ObjectiveTrialRequest, 'objectives-invalid');
const checkChange = bodyValidator(ObjectivesChange, 'objectives-invalid');

const Milliseconds = Type.Integer({ description: 'milliseconds since 1970 (UTC)' });
const TrialAnswer = Type.Object(
  {
    model: Type.String(),
    from: Milliseconds,
    to: Milliseconds,
    pages: Type.Integer({ description: 'announcements of rules that wake somebody' }),
    tickets: Type.Integer({ description: 'announcements of rules that wait for the morning' }),
    rules: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
      description:
        'each with its severity, how often it was asked, when it would have announced and until when, and the share of ' +
        'moments without a verdict',
    }),
    unreachable: Type.Array(
      Type.Object({
        objective: Type.String(),
        long: Type.String(),
        factor: Type.Number(),
        reason: Type.String({ description: 'the arithmetic' }),
      }),
      { description: 'burn rates that have no rule because they cannot happen' },
    ),
  },
  { $id: 'ObjectiveTrial', description: 'What objectives would have done over the recorded past.' },
);

export function objectiveOperations({
  objectives,
  registry,
  store,
  configuration,
}: ApiServices): Operation[] {
  const { bodyLimitBytes } = configuration.http;
  return [
    {
      method: 'post',
      path: '/v1/models/{model}/objectives/trial',
      scope: 'query',
      tag: 'registry',
      id: 'tryObjectives',
      summary: 'What objectives and thresholds would have done over the last days',
      description:
        'Asks the alert rules that follow from them, through the same measures, at moments of the past with nothing later ' +
        'seen: how many pages and tickets, and when. Changes nothing.',
      body: { 'application/json': ObjectiveTrialRequest },
      answers: { 200: { description: 'the trial', content: { 'application/json': TrialAnswer } } },
      async handle(request, response) {
        const asked = checkTrial(await readJson(request, bodyLimitBytes));
        const gone = new AbortController();
        response.once('close', () => {
          if (!response.writableFinished) gone.abort();
        });
        response.json(await objectives.try(pathPart(request, 'model'), asked, gone.signal));
      },
    },
    {
      method: 'put',
      path: '/v1/models/{model}/objectives',
      scope: 'operate',
      tag: 'registry',
      id: 'putObjectives',
      summary: 'Change the objectives and thresholds of a model',
      description: 'Registers a change of kind `configuration` with what differs and who changed it.',
      body: { 'application/json': ObjectivesChange },
      answers: { 200: { description: 'the model', content: { 'application/json': ModelAnswer } } },
      async handle(request, response) {
        const change = checkChange(await readJson(request, bodyLimitBytes));
        const model = pathPart(request, 'model');
        const entry = await objectives.change(model, change, authorOf(request, response));
        response.json({
          ...entry,
          production: registry.productionVersion(model),
          timeRange: await store.timeRange(model),
        });
      },
    },
  ];
}
