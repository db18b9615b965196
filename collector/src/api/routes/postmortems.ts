import { Type } from '@sinclair/typebox';
import type { Request } from 'express';
import { badRequest, notFound, PostmortemChange, PostmortemStart } from '../../contract';
import { exportHtml, exportMarkdown } from '../../postmortem';
import { authorOf } from '../authorOf';
import { type Operation, pathPart } from '../operation';
import { readJson } from '../readBody';
import { InvestigationAnswer } from '../schemas';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const checkStart = bodyValidator(PostmortemStart, 'postmortem-invalid');
const checkChange = bodyValidator(PostmortemChange, 'postmortem-invalid');

const Milliseconds = Type.Integer({ description: 'milliseconds since 1970 (UTC)' });
const Who = Type.Union([Type.String(), Type.Null()]);
const PostmortemAnswer = Type.Object(
  {
    id: Type.String(),
    model: Type.String(),
    createdAt: Milliseconds,
    createdBy: Who,
    updatedAt: Milliseconds,
    updatedBy: Who,
    revision: Type.Integer(),
    text: PostmortemChange.properties.text,
    investigation: InvestigationAnswer,
    frozen: Type.Record(Type.String(), Type.Unknown(), {
      description:
        'digests of versions, baselines and data, figures with their queries and values, the timeline',
    }),
  },
  { $id: 'Postmortem' },
);
const SummaryAnswer = Type.Object(
  { id: Type.String(), title: Type.String() },
  { additionalProperties: true },
);
const VerificationAnswer = Type.Object({
  at: Milliseconds,
  parts: Type.Array(Type.Object({ part: Type.String(), isSame: Type.Boolean(), text: Type.String() })),
});
const JSON_POSTMORTEM = { 'application/json': PostmortemAnswer };

const EXPORTS = {
  markdown: { type: 'text/markdown; charset=utf-8', extension: 'md', write: exportMarkdown },
  html: { type: 'text/html; charset=utf-8', extension: 'html', write: exportHtml },
};

export function postmortemOperations({ postmortems, configuration }: ApiServices): Operation[] {
  const readBody = (request: Request) => readJson(request, configuration.http.bodyLimitBytes);
  const requirePostmortem = async (request: Request) => {
    const id = pathPart(request, 'id');
    const found = await postmortems.get(id);
    if (found) return found;
    throw notFound('unknown-postmortem', `There is no postmortem ${id}.`);
  };
  const shared = { scope: 'query', tag: 'investigation' } as const;
  return [
    {
      ...shared,
      method: 'post',
      path: '/v1/postmortems',
      scope: 'operate',
      id: 'startPostmortem',
      summary: 'Begin a postmortem from an investigation',
      description:
        'Freezes what its figures rest on: digests of versions, baselines and data, each figure with its query and values.',
      body: { 'application/json': PostmortemStart },
      answers: { 201: { description: 'the postmortem', content: JSON_POSTMORTEM } },
      async handle(request, response) {
        const asked = checkStart(await readBody(request));
        const one = await postmortems.start(asked, authorOf(request, response));
        response.status(201).location(`/v1/postmortems/${one.id}`).json(one);
      },
    },
    {
      ...shared,
      method: 'get',
      path: '/v1/postmortems',
      id: 'listPostmortems',
      summary: 'Postmortems, those with open actions first',
      answers: {
        200: {
          description: 'the postmortems without their figures',
          content: { 'application/json': Type.Object({ postmortems: Type.Array(SummaryAnswer) }) },
        },
      },
      async handle(_request, response) {
        response.json({ postmortems: await postmortems.list() });
      },
    },
    {
      ...shared,
      method: 'get',
      path: '/v1/postmortems/{id}',
      id: 'getPostmortem',
      summary: 'One postmortem',
      answers: { 200: { description: 'the postmortem', content: JSON_POSTMORTEM } },
      async handle(request, response) {
        response.json(await requirePostmortem(request));
      },
    },
    {
      ...shared,
      method: 'put',
      path: '/v1/postmortems/{id}',
      scope: 'operate',
      id: 'changePostmortem',
      summary: 'Write into a postmortem',
      description:
        'The whole text, and the revision that it was written over. An action is closed with an owner and evidence, and ' +
        'never removed; the postmortem is closed when its checklist is complete.',
      body: { 'application/json': PostmortemChange },
      answers: { 200: { description: 'the postmortem', content: JSON_POSTMORTEM } },
      async handle(request, response) {
        const change = checkChange(await readBody(request));
        response.json(await postmortems.change(pathPart(request, 'id'), change, authorOf(request, response)));
      },
    },
    {
      ...shared,
      method: 'post',
      path: '/v1/postmortems/{id}/verification',
      scope: 'operate',
      id: 'verifyPostmortem',
      summary: 'Draw every figure again and compare',
      answers: {
        200: {
          description: 'of everything that was frozen, whether it is the same',
          content: { 'application/json': VerificationAnswer },
        },
      },
      async handle(request, response) {
        response.json(await postmortems.verify(pathPart(request, 'id')));
      },
    },
    {
      ...shared,
      method: 'get',
      path: '/v1/postmortems/{id}/export',
      id: 'exportPostmortem',
      summary: 'A postmortem as Markdown, or as one HTML file that needs nothing else',
      parameters: {
        format: { schema: Type.String({ enum: Object.keys(EXPORTS) }), description: 'markdown unless given' },
      },
      answers: {
        200: {
          description: 'the file',
          content: { 'text/markdown': Type.String(), 'text/html': Type.String() },
        },
      },
      async handle(request, response) {
        const format = request.query.format ?? 'markdown';
        if (format !== 'markdown' && format !== 'html') {
          throw badRequest('format-invalid', 'format must be markdown or html.', 'format');
        }
        const { type, extension, write } = EXPORTS[format];
        const one = await requirePostmortem(request);
        // Text of people, never run in the collector's own origin.
        response.setHeader(
          'content-security-policy',
          "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        );
        response.setHeader('content-disposition', `attachment; filename="postmortem-${one.id}.${extension}"`);
        response.type(type).send(write(one));
      },
    },
  ];
}
