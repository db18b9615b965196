import { Type } from '@sinclair/typebox';
import { badRequest, BaselineSpec, type ModelEntry, ModelSpec, VersionSpec } from '../../contract';
import { type Operation, pathPart } from '../operation';
import { readBody, readJson } from '../readBody';
import { BaselineAnswer, ModelAnswer, VersionAnswer } from '../schemas';
import type { ApiServices } from '../services';

const BYTES = 'application/octet-stream';

export function registryOperations({ registry, store, configuration }: ApiServices): Operation[] {
  const { bodyLimitBytes, modelLimitBytes } = configuration.http;

  const show = async (entry: ModelEntry) => ({
    ...entry,
    production: registry.productionVersion(entry.spec.model),
    timeRange: await store.timeRange(entry.spec.model),
  });

  /** The checks of the registry say what a wrong body lacks; here it only must be an object. */
  async function readObject<T>(request: Parameters<Operation['handle']>[0]): Promise<T> {
    const body = await readJson(request, bodyLimitBytes);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw badRequest('not-an-object', 'The body must be a JSON object.', '$');
    }
    return body as T;
  }

  return [
    {
      method: 'get',
      path: '/v1/models',
      scope: 'query',
      tag: 'registry',
      id: 'listModels',
      summary: 'The registered models',
      answers: {
        200: {
          description: 'models by name',
          content: { 'application/json': Type.Object({ models: Type.Array(ModelAnswer) }) },
        },
      },
      async handle(_request, response) {
        response.json({ models: await Promise.all(registry.models().map(show)) });
      },
    },
    {
      method: 'get',
      path: '/v1/models/{model}',
      scope: 'query',
      tag: 'registry',
      id: 'getModel',
      summary: 'One model',
      answers: { 200: { description: 'the model', content: { 'application/json': ModelAnswer } } },
      async handle(request, response) {
        response.json(await show(registry.requireModel(pathPart(request, 'model'))));
      },
    },
    {
      method: 'put',
      path: '/v1/models/{model}',
      scope: 'operate',
      tag: 'registry',
      id: 'putModel',
      summary: 'Register or change a model',
      description:
        'A new feature, segment or type makes a new schema version. Versions and baselines are put by themselves.',
      body: { 'application/json': ModelSpec },
      answers: {
        200: { description: 'as it is now', content: { 'application/json': ModelAnswer } },
        201: { description: 'it is new', content: { 'application/json': ModelAnswer } },
      },
      async handle(request, response) {
        const name = pathPart(request, 'model');
        const spec = await readObject<ModelSpec>(request);
        if (spec.model !== name) {
          throw badRequest(
            'model-name',
            `The address names ${name}, the body ${String(spec.model)}.`,
            '$.model',
          );
        }
        const isNew = !registry.model(name);
        const { entry } = await registry.applyModel(spec);
        response.status(isNew ? 201 : 200).json(await show(entry));
      },
    },
    {
      method: 'put',
      path: '/v1/models/{model}/versions/{version}',
      scope: 'operate',
      tag: 'registry',
      id: 'putVersion',
      summary: 'Register a version: how features become its tensors',
      body: { 'application/json': VersionSpec },
      answers: { 200: { description: 'the version', content: { 'application/json': VersionAnswer } } },
      async handle(request, response) {
        const spec = await readObject<VersionSpec>(request);
        response.json(
          await registry.putVersion(pathPart(request, 'model'), pathPart(request, 'version'), spec, null),
        );
      },
    },
    {
      method: 'put',
      path: '/v1/models/{model}/versions/{version}/onnx',
      scope: 'operate',
      tag: 'registry',
      id: 'putOnnx',
      summary: 'Upload the ONNX file of a version',
      body: { [BYTES]: null },
      answers: { 200: { description: 'the version', content: { 'application/json': VersionAnswer } } },
      async handle(request, response) {
        const model = pathPart(request, 'model');
        const version = pathPart(request, 'version');
        registry.requireModel(model);
        const bytes = await readBody(request, modelLimitBytes);
        response.json(await registry.putVersion(model, version, null, bytes));
      },
    },
    {
      method: 'put',
      path: '/v1/models/{model}/baselines/{version}',
      scope: 'operate',
      tag: 'registry',
      id: 'putBaseline',
      summary: 'Upload the baseline of a version',
      description: 'Parquet with a column per feature; `label` and `score` where they are known.',
      parameters: { kind: { schema: BaselineSpec.properties.kind, description: 'what the rows are' } },
      body: { 'application/vnd.apache.parquet': null, [BYTES]: null },
      answers: { 200: { description: 'its profile', content: { 'application/json': BaselineAnswer } } },
      async handle(request, response) {
        const model = pathPart(request, 'model');
        registry.requireModel(model);
        const { kind } = request.query;
        const bytes = await readBody(request, modelLimitBytes);
        const spec = typeof kind === 'string' ? { kind } : {};
        response.json(await registry.putBaseline(model, pathPart(request, 'version'), spec, bytes));
      },
    },
  ];
}
