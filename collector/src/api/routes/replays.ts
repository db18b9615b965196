import { Type } from '@sinclair/typebox';
import type { Request } from 'express';
import { notFound, ReplayRequest, type ReplayRun } from '../../contract';
import { type Operation, pathPart } from '../operation';
import { readJson } from '../readBody';
import { ReplayAnswer } from '../schemas';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const checkReplay = bodyValidator(ReplayRequest, 'replay-invalid');
const JSON_RUN = { 'application/json': ReplayAnswer };

export function replayOperations({ replays, configuration }: ApiServices): Operation[] {
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
  ];
}
