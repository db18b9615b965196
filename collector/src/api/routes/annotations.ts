import { AnnotationRequest, frameToJson } from '../../contract';
import type { Operation } from '../operation';
import { readJson } from '../readBody';
import { FrameAnswer } from '../schemas';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const ARROW = 'application/vnd.apache.arrow.file';
const checkAnnotations = bodyValidator(AnnotationRequest, 'annotations-invalid');

export function annotationOperations(services: ApiServices): Operation[] {
  return [
    {
      method: 'post',
      path: '/v1/annotations',
      scope: 'query',
      tag: 'queries',
      id: 'listAnnotations',
      summary: 'What happened in a range, for dashboards',
      description:
        'Changes, what investigations found from its onset to its end, and the time whose labels are still to come; ' +
        `in fields that Grafana makes annotations of. With \`Accept: ${ARROW}\` an Arrow IPC file.`,
      body: { 'application/json': AnnotationRequest },
      answers: {
        200: { description: 'one frame', content: { 'application/json': FrameAnswer, [ARROW]: null } },
      },
      async handle(request, response) {
        const { bodyLimitBytes } = services.configuration.http;
        const asked = checkAnnotations(await readJson(request, bodyLimitBytes));
        const abort = new AbortController();
        response.once('close', () => {
          if (!response.writableFinished) abort.abort();
        });
        const frame = await services.answerAnnotations(asked, abort.signal);
        if (request.accepts(['application/json', ARROW]) === ARROW) {
          response.type(ARROW).send(Buffer.from(services.encodeFrame(frame)));
        } else {
          response.json(frameToJson(frame));
        }
      },
    },
  ];
}
