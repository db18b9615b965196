import { Ajv2020 } from 'ajv/dist/2020';
import request from 'supertest';
import { createApp } from '..';
import { fakeServices } from '../testing/fakeServices';
import type { OpenApiDocument } from './createDocument';

async function document(): Promise<OpenApiDocument> {
  return (await request(createApp(fakeServices())).get('/openapi.json')).body as OpenApiDocument;
}

/** Every `$ref` anywhere in a tree. */
function references(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : references(child),
  );
}

test('it is OpenAPI 3.1: every operation has its own id, answers and declared path parameters', async () => {
  const { openapi, paths, info } = await document();
  expect(openapi).toBe('3.1.0');
  expect(info).toMatchObject({ title: expect.any(String), version: '0.0.0' });
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ path, operation })),
  );
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, operation } of operations) {
    const declared = operation.parameters.filter((one) => one.in === 'path').map((one) => one.name);
    expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    expect(Object.keys(operation.responses)).toContain('default');
    expect(Object.keys(operation.responses).some((status) => /^2\d\d$/.test(status))).toBe(true);
  }
});

test('every schema compiles as JSON Schema 2020-12 and every reference resolves', async () => {
  const all = await document();
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false });
  ajv.addKeyword('components');
  for (const reference of references(all)) {
    const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(reference) ?? [];
    expect(all.components.schemas).toHaveProperty(name!);
  }
  for (const name of Object.keys(all.components.schemas)) {
    const schema = { $ref: `#/components/schemas/${name}`, components: all.components };
    expect(() => ajv.compile(schema)).not.toThrow();
  }
});

test('every kind of event and every room of the API is documented', async () => {
  const { paths, components } = await document();
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      '/v1/predictions',
      '/v1/costs',
      '/v1/query',
      '/v1/models/{model}',
      '/v1/replays',
      '/readyz',
    ]),
  );
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining([
      'PredictionEvent',
      'LabelEvent',
      'Query',
      'ModelSpec',
      'ReplayRequest',
      'Problem',
    ]),
  );
});

test('the page shows every operation and every schema and loads nothing', async () => {
  const { paths, components } = await document();
  const { text } = await request(createApp(fakeServices())).get('/docs');
  for (const methods of Object.values(paths)) {
    for (const operation of Object.values(methods)) expect(text).toContain(`id="${operation.operationId}"`);
  }
  for (const name of Object.keys(components.schemas)) expect(text).toContain(`id="schema-${name}"`);
  expect(text).not.toMatch(/<script|<link|src=|https?:\/\/(?!json-schema)[^"]*\.(js|css)/);
  expect(text).toContain('prefers-color-scheme: dark');
});
