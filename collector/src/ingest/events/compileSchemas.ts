import Ajv, { type ValidateFunction } from 'ajv';
import { EVENT_KINDS, EVENT_SCHEMAS, type EventKind } from '../../contract';

export type Validator = ValidateFunction<unknown>;

/** Validators of a kind of event: of the whole, and of each field for when the whole does not fit. */
export interface EventValidators {
  whole: Validator;
  fields: ReadonlyMap<string, Validator>;
  required: ReadonlySet<string>;
}

type Schema = Record<string, unknown>;

let compiledOnce: Record<EventKind, EventValidators> | null = null;

/** The contract's schemas, compiled at the first call. */
export function compileSchemas(): Record<EventKind, EventValidators> {
  return (compiledOnce ??= compileAll());
}

function compileAll(): Record<EventKind, EventValidators> {
  const ajv = new Ajv({ allErrors: false, strict: false, validateSchema: false });
  const compiled = EVENT_KINDS.map((kind) => {
    const schema = quicker(EVENT_SCHEMAS[kind]) as Schema;
    const properties = schema.properties as Record<string, Schema>;
    const fields = new Map(Object.entries(properties).map(([name, one]) => [name, ajv.compile(one)]));
    const required = new Set(schema.required as string[] | undefined);
    return [kind, { whole: ajv.compile({ ...schema, $id: undefined }), fields, required }] as const;
  });
  return Object.fromEntries(compiled) as unknown as Record<EventKind, EventValidators>;
}

/**
 * The same schema, written so that ajv's code for it is quicker: a pattern that every name matches becomes
 * `additionalProperties` (it tests a pattern for each feature otherwise).
 */
function quicker(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(quicker);
  if (typeof schema !== 'object' || schema === null) return schema;
  const result: Schema = {};
  for (const [key, value] of Object.entries(schema)) {
    const every = key === 'patternProperties' ? (value as Schema)['^(.*)$'] : undefined;
    if (every === undefined) result[key] = quicker(value);
    else if (Object.keys(every as object).length > 0) result.additionalProperties = quicker(every);
  }
  return result;
}
