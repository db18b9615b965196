import { Type } from '@sinclair/typebox';
import { ComparisonRequest } from '../../contract';
import { type Operation, pathPart } from '../operation';
import { readJson } from '../readBody';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const Parts = Type.Record(Type.String(), Type.Unknown());
const Measures = Type.Array(Parts, {
  description: 'of both sides with their intervals, and the paired difference with its own',
});

const ComparisonAnswer = Type.Object(
  {
    run: Type.String(),
    model: Type.String(),
    reference: Parts,
    candidate: Parts,
    rows: Type.Integer({ description: 'that both sides scored' }),
    share: Type.Number({ description: 'of the rows of the run that were read' }),
    agreement: Nullable(Type.Number()),
    flips: Type.Array(Parts, { description: 'in both directions, with examples' }),
    shift: Nullable(Parts),
    weighting: Type.Record(Type.String(), Type.Unknown(), {
      description: 'how labelled rows stand for those whose labels have not arrived',
    }),
    performance: Measures,
    fairness: Measures,
    segments: Type.Array(Parts),
    cost: Parts,
    verdict: Nullable(
      Type.Union(
        ['ok', 'breach', 'insufficient data', 'not mature'].map((verdict) => Type.Literal(verdict)),
        { description: 'by the guard rails of the model; null where it names none' },
      ),
    ),
    rails: Type.Array(Parts),
  },
  { $id: 'Comparison', additionalProperties: true },
);

const checkComparison = bodyValidator(ComparisonRequest, 'comparison-invalid');

export function comparisonOperations({ comparisons, configuration }: ApiServices): Operation[] {
  return [
    {
      method: 'post',
      path: '/v1/replays/{id}/comparison',
      scope: 'operate',
      tag: 'replay',
      id: 'compareReplay',
      summary:
        'Compare two sides of a finished run, and hold the candidate against the guard rails of its model',
      description:
        'Row by row: agreement, flips, score shift, every measure of performance and fairness of the task with the ' +
        'interval of its paired difference, by segment, time and cost; and whether the candidate is shown to be not ' +
        'worse by more than the model allows. Computed anew each time, so that labels that came since are seen.',
      body: { 'application/json': ComparisonRequest },
      answers: {
        200: { description: 'the comparison', content: { 'application/json': ComparisonAnswer } },
      },
      async handle(request, response) {
        const body = checkComparison(await readJson(request, configuration.http.bodyLimitBytes));
        response.json(await comparisons.compare(pathPart(request, 'id'), body));
      },
    },
  ];
}
