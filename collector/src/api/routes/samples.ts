import { Type } from '@sinclair/typebox';
import { SamplesRequest } from '../../contract';
import type { Operation } from '../operation';
import { readJson } from '../readBody';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const checkSamples = bodyValidator(SamplesRequest, 'samples-invalid');
const Column = Type.Object({
  name: Type.String(),
  masked: Type.Union([Type.String(), Type.Null()], {
    description: 'the rule by which its values are hidden or rounded',
  }),
});
const SamplesAnswer = Type.Object({
  features: Type.Array(Column),
  segments: Type.Array(Column),
  ranges: Type.Array(
    Type.Object({
      from: Type.Integer(),
      to: Type.Integer(),
      total: Type.Integer({ description: 'predictions in the range' }),
      rows: Type.Array(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
});

export function sampleOperations({ answerSamples, configuration }: ApiServices): Operation[] {
  return [
    {
      method: 'post',
      path: '/v1/samples',
      scope: 'query',
      tag: 'queries',
      id: 'sampleRows',
      summary: 'Some predictions of a window, and of one beside it',
      description:
        'Drawn by chance, in order of time, with features, segments, score, label; masked fields masked.',
      body: { 'application/json': SamplesRequest },
      answers: { 200: { description: 'the rows', content: { 'application/json': SamplesAnswer } } },
      async handle(request, response) {
        const asked = checkSamples(await readJson(request, configuration.http.bodyLimitBytes));
        const abort = new AbortController();
        response.once('close', () => {
          if (!response.writableFinished) abort.abort();
        });
        response.json(await answerSamples(asked, abort.signal));
      },
    },
  ];
}
