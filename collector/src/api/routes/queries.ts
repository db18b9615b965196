import { Type } from '@sinclair/typebox';
import { badRequest, CATALOGUE, frameToJson, parseTime, QueryRequest } from '../../contract';
import { type Operation, pathPart } from '../operation';
import { readJson } from '../readBody';
import { ChangeAnswer, FrameAnswer, MeasureAnswer } from '../schemas';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const ARROW = 'application/vnd.apache.arrow.file';
const checkQuery = bodyValidator(QueryRequest, 'query-invalid');

/** Milliseconds of a time in the address: RFC 3339, or milliseconds since 1970. */
function timeParameter(text: unknown, name: string, fallback: number): number {
  if (text === undefined) return fallback;
  const ms = typeof text === 'string' ? (/^-?\d+$/.test(text) ? Number(text) : parseTime(text)) : NaN;
  if (Number.isNaN(ms))
    throw badRequest('time-invalid', `${name} must be RFC 3339 or milliseconds since 1970.`, name);
  return ms;
}

export function queryOperations(services: ApiServices): Operation[] {
  const { store, registry, metrics, configuration } = services;

  const answerQuery: Operation = {
    method: 'post',
    path: '/v1/query',
    scope: 'query',
    tag: 'queries',
    id: 'query',
    summary: 'Ask for a measure',
    description: `With \`Accept: ${ARROW}\` the answer is an Arrow IPC file with Grafana's metadata, else the same frame as JSON.`,
    body: { 'application/json': QueryRequest },
    answers: {
      200: { description: 'one frame', content: { 'application/json': FrameAnswer, [ARROW]: null } },
    },
    async handle(request, response) {
      const asked = checkQuery(await readJson(request, configuration.http.bodyLimitBytes));
      const abort = new AbortController();
      response.once('close', () => {
        if (!response.writableFinished) abort.abort();
      });
      const started = performance.now();
      let result: 'answered' | 'refused' = 'refused';
      // Measures that do not exist are one series, so that nobody can fill the metrics with names.
      const measure = CATALOGUE.some((row) => row.id === asked.query.measure)
        ? asked.query.measure
        : 'unknown';
      try {
        const frame = await services.answerQuery(asked, abort.signal);
        if (request.accepts(['application/json', ARROW]) === ARROW) {
          response.type(ARROW).send(Buffer.from(services.encodeFrame(frame)));
        } else {
          response.json(frameToJson(frame));
        }
        result = 'answered';
      } finally {
        metrics.timeQuery(measure, result, (performance.now() - started) / 1000);
      }
    },
  };

  const catalogue: Operation = {
    method: 'get',
    path: '/v1/catalogue',
    scope: 'query',
    tag: 'queries',
    id: 'listMeasures',
    summary: 'Every measure there is',
    answers: {
      200: {
        description: 'the catalogue',
        content: { 'application/json': Type.Object({ measures: Type.Array(MeasureAnswer) }) },
      },
    },
    handle: (_request, response) => void response.json({ measures: CATALOGUE }),
  };

  const dimension: Operation = {
    method: 'get',
    path: '/v1/models/{model}/dimensions/{name}',
    scope: 'query',
    tag: 'queries',
    id: 'listDimensionValues',
    summary: 'Values of a dimension',
    description: 'Of version, environment, deployment or a segment; the most frequent first, at most 1000.',
    answers: {
      200: {
        description: 'the values',
        content: { 'application/json': Type.Object({ values: Type.Array(Type.String()) }) },
      },
    },
    async handle(request, response) {
      const { spec, schemas } = registry.requireModel(pathPart(request, 'model'));
      const name = pathPart(request, 'name');
      const known = new Set([
        'version',
        'environment',
        'deployment',
        ...schemas.flatMap((one) => one.segments),
      ]);
      if (!known.has(name)) {
        const told = [...known].join(', ');
        throw badRequest(
          'unknown-dimension',
          `${spec.model} has no dimension ${name}; there are: ${told}.`,
          'name',
        );
      }
      response.json({ values: await store.dimensionValues(spec.model, name, 1000) });
    },
  };

  const Time = Type.String({ examples: ['2026-10-01T00:00:00Z'] });
  const changes: Operation = {
    method: 'get',
    path: '/v1/changes',
    scope: 'query',
    tag: 'queries',
    id: 'listChanges',
    summary: 'What was done to models',
    parameters: {
      model: { schema: Type.String(), description: 'only of this model' },
      from: { schema: Time, description: 'inclusive; since ever unless given' },
      to: { schema: Time, description: 'exclusive; until now unless given' },
    },
    answers: {
      200: {
        description: 'changes in order of time',
        content: { 'application/json': Type.Object({ changes: Type.Array(ChangeAnswer) }) },
      },
    },
    async handle(request, response) {
      const { model } = request.query;
      if (model !== undefined && typeof model !== 'string') {
        throw badRequest('model-invalid', 'model must be given once.', 'model');
      }
      if (model !== undefined) registry.requireModel(model);
      const from = timeParameter(request.query.from, 'from', 0);
      const to = timeParameter(request.query.to, 'to', Date.now());
      if (from >= to) throw badRequest('range-reversed', 'from must lie before to.', 'from');
      response.json({ changes: await store.changes({ model, from, to }) });
    },
  };

  return [answerQuery, catalogue, dimension, changes];
}
