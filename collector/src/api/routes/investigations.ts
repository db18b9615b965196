import { Type } from '@sinclair/typebox';
import { InvestigationRequest, notFound } from '../../contract';
import { type Operation, pathPart } from '../operation';
import { readJson } from '../readBody';
import { InvestigationAnswer } from '../schemas';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const checkInvestigation = bodyValidator(InvestigationRequest, 'investigation-invalid');
const JSON_INVESTIGATION = { 'application/json': InvestigationAnswer };

export function investigationOperations({ investigations, configuration }: ApiServices): Operation[] {
  return [
    {
      method: 'post',
      path: '/v1/investigations',
      scope: 'operate',
      tag: 'investigation',
      id: 'startInvestigation',
      summary: 'Look for what changed in a window',
      description:
        'Compares the window with the healthy time before it and with the baseline, over segments one and two deep. ' +
        'Findings come in order of weight.',
      body: { 'application/json': InvestigationRequest },
      answers: {
        202: { description: 'the investigation, which goes on by itself', content: JSON_INVESTIGATION },
      },
      async handle(request, response) {
        const body = await readJson(request, configuration.http.bodyLimitBytes);
        const one = await investigations.start(checkInvestigation(body));
        response.status(202).location(`/v1/investigations/${one.id}`).json(one);
      },
    },
    {
      method: 'get',
      path: '/v1/investigations',
      scope: 'query',
      tag: 'investigation',
      id: 'listInvestigations',
      summary: 'Investigations, the latest first',
      answers: {
        200: {
          description: 'the investigations',
          content: {
            'application/json': Type.Object({ investigations: Type.Array(InvestigationAnswer) }),
          },
        },
      },
      async handle(_request, response) {
        response.json({ investigations: await investigations.list() });
      },
    },
    {
      method: 'get',
      path: '/v1/investigations/{id}',
      scope: 'query',
      tag: 'investigation',
      id: 'getInvestigation',
      summary: 'One investigation, with its findings',
      answers: { 200: { description: 'the investigation', content: JSON_INVESTIGATION } },
      async handle(request, response) {
        const id = pathPart(request, 'id');
        const one = await investigations.get(id);
        if (!one) throw notFound('unknown-investigation', `There is no investigation ${id}.`);
        response.json(one);
      },
    },
  ];
}
