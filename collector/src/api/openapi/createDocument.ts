import type { TSchema } from '@sinclair/typebox';
import { STATUS_CODES } from 'node:http';
import type { Content, Operation } from '../operation';
import { ProblemAnswer } from '../schemas';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** OpenAPI 3.1, as far as it is written here. */
export interface OpenApiDocument {
  openapi: '3.1.0';
  info: {
    title: string;
    version: string;
    description: string;
    license: { name: string; identifier: string };
  };
  jsonSchemaDialect: string;
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: {
    schemas: Record<string, Json>;
    securitySchemes: Record<string, Json>;
  };
}

export interface OpenApiMedia {
  schema?: Json;
}

export interface OpenApiOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: 'path' | 'query'; required: boolean; description: string; schema: Json }[];
  requestBody?: { required: true; content: Record<string, OpenApiMedia> };
  responses: Record<string, { description: string; content?: Record<string, OpenApiMedia> }>;
}

const TAGS = {
  events: 'What models predicted, and what turned out to be true.',
  queries: 'Measures over what was sent.',
  registry: 'Models, their versions and baselines.',
  replay: 'The past, run again through any version.',
  shadow: 'Candidates beside production: in shadow, seen by nobody, and canaries that serve a share.',
  investigation: 'What changed in a window, where, since when, and what would repair it.',
  operation: 'The collector itself.',
  documentation: 'This document.',
} satisfies Record<Operation['tag'], string>;

/** Schemas with an `$id` become components; everything else stays where it is. */
class Components {
  readonly schemas: Record<string, Json> = {};

  reference(schema: TSchema): Json {
    return this.convert(JSON.parse(JSON.stringify(schema)) as Json);
  }

  private convert(node: Json): Json {
    if (Array.isArray(node)) return node.map((child) => this.convert(child));
    if (typeof node !== 'object' || node === null) return node;
    const { $id, ...rest } = node;
    const converted = Object.fromEntries(
      Object.entries(rest).map(([key, child]) => [key, this.convert(child)]),
    );
    if (typeof $id !== 'string') return converted;
    this.schemas[$id] ??= converted;
    return { $ref: `#/components/schemas/${$id}` };
  }
}

function describeOperation(operation: Operation, components: Components): OpenApiOperation {
  const content = (given: Content): Record<string, OpenApiMedia> =>
    Object.fromEntries(
      Object.entries(given).map(([type, schema]) => [
        type,
        schema ? { schema: components.reference(schema) } : {},
      ]),
    );
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name: name!,
    in: 'path' as const,
    required: true,
    description: `name of the ${name}`,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(operation.parameters ?? {}).map(
    ([name, { schema, description, required }]) => ({
      name,
      in: 'query' as const,
      required: required ?? false,
      description,
      schema: components.reference(schema),
    }),
  );
  const answers = Object.entries(operation.answers).map(([status, answer]) => [
    status,
    { description: answer.description, ...(answer.content ? { content: content(answer.content) } : {}) },
  ]);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: operation.description,
    // The empty alternative: an open collector on loopback asks for no token.
    security: operation.scope === null ? [] : [{ token: [operation.scope] }, {}],
    parameters: [...inPath, ...inQuery],
    ...(operation.body ? { requestBody: { required: true as const, content: content(operation.body) } } : {}),
    responses: {
      ...(Object.fromEntries(answers) as OpenApiOperation['responses']),
      default: {
        description: `an error, for example ${STATUS_CODES[400]} with its path`,
        content: { 'application/problem+json': { schema: components.reference(ProblemAnswer) } },
      },
    },
  };
}

/** The OpenAPI document of what is served. */
export function createDocument(operations: readonly Operation[], version: string): OpenApiDocument {
  const components = new Components();
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = describeOperation(operation, components);
  }
  // Descriptions that are undefined are no JSON.
  return JSON.parse(
    JSON.stringify({
      openapi: '3.1.0',
      info: {
        title: 'Model Watch collector',
        version,
        description:
          'Takes predictions, labels and outcomes of machine-learning models, answers measures over them and replays ' +
          'the past. Errors are problem details (RFC 9457) with a code and a path.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      paths,
      components: {
        schemas: components.schemas,
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'Made by `modelwatch token create`, with the scopes ingest, query and operate.',
          },
        },
      },
    }),
  ) as OpenApiDocument;
}
