import type { Static, TSchema } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import { badRequest } from '../contract';

/** A function that takes a value of a schema and refuses every other with the path of what is wrong. */
export function bodyValidator<T extends TSchema>(schema: T, code: string): (value: unknown) => Static<T> {
  const validate = new Ajv({ useDefaults: false }).compile<Static<T>>(schema);
  return (value) => {
    if (validate(value)) return value;
    const error = validate.errors![0]!;
    const path = `$${error.instancePath.replaceAll('/', '.')}`;
    if (error.keyword === 'additionalProperties') {
      const name = String((error.params as { additionalProperty: string }).additionalProperty);
      throw badRequest(code, `${path}.${name} is no field that is known here.`, `${path}.${name}`);
    }
    throw badRequest(code, `${path} ${error.message}.`, path);
  };
}
