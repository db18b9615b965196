import { Type } from '@sinclair/typebox';
import type { Request } from 'express';
import { notFound, ReplayRequest, type ReplayRun, TensorInput } from '../../contract';
import { type Operation, pathPart } from '../operation';
import { readBody, readJson } from '../readBody';
import { ReplayAnswer } from '../schemas';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const checkReplay = bodyValidator(ReplayRequest, 'replay-invalid');
const JSON_RUN = { 'application/json': ReplayAnswer };

const CandidateAnswer = Type.Object(
  {
    model: Type.String(),
    name: Type.String(),
    digest: Type.String({ description: 'SHA-256 of the file that is run' }),
    rewritten: Type.Array(Type.String()),
    inputs: Type.Array(TensorInput),
  },
  { $id: 'ReplayCandidate', additionalProperties: true },
);

export function replayOperations({ replays, candidates, configuration }: ApiServices): Operation[] {
  async function requireRun(request: Request): Promise<ReplayRun> {
    const id = pathPart(request, 'id');
    const run = await replays.get(id);
    if (!run) throw notFound('unknown-replay', `There is no replay run ${id}.`);
    return run;
  }
  return [
    {
      method: 'post',
      path: '/v1/replays',
      scope: 'operate',
      tag: 'replay',
      id: 'startReplay',
      summary: 'Run a window of the past through versions of a model',
      body: { 'application/json': ReplayRequest },
      answers: { 202: { description: 'the run, which goes on by itself', content: JSON_RUN } },
      async handle(request, response) {
        const run = await replays.start(
          checkReplay(await readJson(request, configuration.http.bodyLimitBytes)),
          (response.locals.token as string | undefined) ?? null,
        );
        response.status(202).location(`/v1/replays/${run.id}`).json(run);
      },
    },
    {
      method: 'get',
      path: '/v1/replays',
      scope: 'query',
      tag: 'replay',
      id: 'listReplays',
      summary: 'Replay runs, the latest first',
      answers: {
        200: {
          description: 'the runs',
          content: { 'application/json': Type.Object({ replays: Type.Array(ReplayAnswer) }) },
        },
      },
      async handle(_request, response) {
        response.json({ replays: await replays.list() });
      },
    },
    {
      method: 'get',
      path: '/v1/replays/{id}',
      scope: 'query',
      tag: 'replay',
      id: 'getReplay',
      summary: 'One run, with its progress and results',
      answers: { 200: { description: 'the run', content: JSON_RUN } },
      async handle(request, response) {
        response.json(await requireRun(request));
      },
    },
    {
      method: 'delete',
      path: '/v1/replays/{id}',
      scope: 'operate',
      tag: 'replay',
      id: 'cancelReplay',
      summary: 'Cancel a run',
      answers: { 200: { description: 'the run as it ended', content: JSON_RUN } },
      async handle(request, response) {
        const { id } = await requireRun(request);
        response.json(await replays.cancel(id));
      },
    },
    {
      method: 'post',
      path: '/v1/replays/{id}/pause',
      scope: 'operate',
      tag: 'replay',
      id: 'pauseReplay',
      summary: 'Stop a run so that it can go on',
      answers: { 200: { description: 'the run, paused', content: JSON_RUN } },
      async handle(request, response) {
        const { id } = await requireRun(request);
        response.json(await replays.pause(id));
      },
    },
    {
      method: 'post',
      path: '/v1/replays/{id}/resume',
      scope: 'operate',
      tag: 'replay',
      id: 'resumeReplay',
      summary: 'Go on with a run that was paused or has failed, where it was',
      answers: { 202: { description: 'the run, which goes on by itself', content: JSON_RUN } },
      async handle(request, response) {
        const { id } = await requireRun(request);
        response.status(202).json(await replays.resume(id));
      },
    },
    {
      method: 'post',
      path: '/v1/models/{model}/candidates',
      scope: 'operate',
      tag: 'replay',
      id: 'uploadCandidate',
      summary: 'Upload an ONNX file for replay runs alone',
      description:
        'It is checked as the file of a version is, and its name then stands among the `versions` of a replay. It is ' +
        'forgotten when that run is done, or after a day without one.',
      parameters: {
        like: {
          schema: Type.String(),
          description: 'a version whose inputs and outputs it has; told from the file unless given',
        },
      },
      body: { 'application/octet-stream': null },
      answers: { 201: { description: 'its name', content: { 'application/json': CandidateAnswer } } },
      async handle(request, response) {
        const { like } = request.query;
        const onnx = await readBody(request, configuration.http.modelLimitBytes);
        const candidate = await candidates.put(
          pathPart(request, 'model'),
          onnx,
          typeof like === 'string' ? like : undefined,
        );
        response.status(201).json(candidate);
      },
    },
  ];
}
