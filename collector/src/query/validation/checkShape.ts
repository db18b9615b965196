import { Ajv, type ErrorObject } from 'ajv';
import { badRequest, Query, QueryRequest } from '../../contract';
import { hintOf } from './nearestNames';

const validate = new Ajv({ allErrors: false, verbose: true }).compile<QueryRequest>(QueryRequest);

/** `/query/filters/0/key` becomes `$.query.filters[0].key`. */
const jsonPath = (pointer: string): string =>
  `$${pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')}`;

/** Refuses what has not the form of a query: a missing field, a field that is none, a word that is not allowed. */
export function checkShape(request: unknown): asserts request is QueryRequest {
  if (validate(request)) return;
  const errors = validate.errors!;
  // Of a choice, ajv tells each alternative that failed and then the choice itself, which says it best.
  const error = errors.find(({ keyword }) => keyword === 'anyOf') ?? errors[0]!;
  const path = jsonPath(error.instancePath);
  throw badRequest('query-invalid', messageOf(error, path), path);
}

function messageOf(error: ErrorObject, path: string): string {
  if (error.keyword === 'additionalProperties') {
    const name = String((error.params as { additionalProperty: string }).additionalProperty);
    const known = Object.keys(path === '$.query' ? Query.properties : QueryRequest.properties);
    return `${path}.${name} is no field that is known here. ${hintOf(name, known)}`;
  }
  if (error.keyword === 'required') {
    return `${path}.${String((error.params as { missingProperty: string }).missingProperty)} is missing.`;
  }
  if (error.keyword === 'anyOf' && Array.isArray(error.schema)) {
    const words = (error.schema as { const?: unknown }[]).flatMap((one) =>
      typeof one.const === 'string' ? [one.const] : [],
    );
    if (words.length > 0) return `${path} must be one of ${words.join(', ')}.`;
    return `${path} must be milliseconds since 1970 or an RFC 3339 time.`;
  }
  return `${path} ${error.message}.`;
}
