import { Type } from '@sinclair/typebox';
import { ExplanationRequest, notFound } from '../../contract';
import { type Operation, pathPart } from '../operation';
import { readJson } from '../readBody';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const ExplanationAnswer = Type.Object(
  {
    id: Type.String(),
    request: ExplanationRequest,
    version: Type.String(),
    createdAt: Type.Integer({ description: 'milliseconds since 1970 (UTC)' }),
    background: Type.Object({ baseline: Type.String(), rows: Type.Integer() }),
    evaluations: Type.Integer({ description: 'rows that were scored for it' }),
    rows: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          base: Type.Number({ description: 'mean score over the background' }),
          score: Type.Number(),
          method: Type.Union([Type.Literal('exact'), Type.Literal('sampled')]),
          features: Type.Array(
            Type.Object(
              {
                feature: Type.String(),
                attribution: Type.Number({ description: 'those of a row add up to score less base' }),
                standardError: Type.Number({ description: '0 where it is exact' }),
                logged: Type.Union([Type.Number(), Type.Null()], {
                  description: 'what came with the prediction',
                }),
              },
              { additionalProperties: true },
            ),
          ),
        },
        { additionalProperties: true },
      ),
    ),
  },
  { $id: 'Explanation' },
);

const checkExplanation = bodyValidator(ExplanationRequest, 'explanation-invalid');
const JSON_EXPLANATION = { 'application/json': ExplanationAnswer };

export function explanationOperations({ explanations, configuration }: ApiServices): Operation[] {
  return [
    {
      method: 'post',
      path: '/v1/explanations',
      scope: 'operate',
      tag: 'replay',
      id: 'explainPredictions',
      summary: 'Explain predictions by the Shapley values of their features',
      description:
        'Exact where a row differs from the background in at most 14 features, else sampled over orders of the features, ' +
        'with standard errors. They are kept, and the predictions count as explained.',
      body: { 'application/json': ExplanationRequest },
      answers: { 201: { description: 'the explanation', content: JSON_EXPLANATION } },
      async handle(request, response) {
        const body = checkExplanation(await readJson(request, configuration.http.bodyLimitBytes));
        const one = await explanations.explain(body);
        response.status(201).location(`/v1/explanations/${one.id}`).json(one);
      },
    },
    {
      method: 'get',
      path: '/v1/explanations/{id}',
      scope: 'query',
      tag: 'replay',
      id: 'getExplanation',
      summary: 'One explanation',
      answers: { 200: { description: 'the explanation', content: JSON_EXPLANATION } },
      async handle(request, response) {
        const id = pathPart(request, 'id');
        const one = await explanations.get(id);
        if (!one) throw notFound('unknown-explanation', `There is no explanation ${id}.`);
        response.json(one);
      },
    },
  ];
}
