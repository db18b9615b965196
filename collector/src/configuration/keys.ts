import { type TSchema } from '@sinclair/typebox';
import { ConfigurationSchema } from './schema';

export type KeyType = 'string' | 'integer' | 'number' | 'list';

/** One setting: how it is named in a file, in the environment and as a flag. */
export interface ConfigurationKey {
  /** From the outside in: `['http', 'bodyLimitBytes']`. */
  path: string[];
  environment: string;
  /** With its dashes: `--http-body-limit-bytes`. */
  flag: string;
  type: KeyType;
  /** Allowed words, of a setting that is one of a few. */
  choices: string[] | null;
  default: unknown;
  description: string;
}

const words = (path: string[]) => path.flatMap((part) => part.split(/(?=[A-Z])/));

function typeOf(schema: TSchema): KeyType {
  if (schema.type === 'array') return 'list';
  if (schema.type === 'integer') return 'integer';
  return schema.type === 'number' ? 'number' : 'string';
}

function keysBelow(schema: TSchema, path: string[]): ConfigurationKey[] {
  if (schema.type === 'object') {
    const properties = Object.entries(schema.properties as Record<string, TSchema>);
    return properties.flatMap(([name, child]) => keysBelow(child, [...path, name]));
  }
  const choices = schema.anyOf as { const: string }[] | undefined;
  return [
    {
      path,
      environment: `MODELWATCH_${words(path).join('_').toUpperCase()}`,
      flag: `--${words(path).join('-').toLowerCase()}`,
      type: typeOf(schema),
      choices: choices?.map((choice) => choice.const) ?? null,
      default: schema.default,
      description: schema.description ?? '',
    },
  ];
}

/** Every setting, in the order of the schema. */
export const CONFIGURATION_KEYS: readonly ConfigurationKey[] = keysBelow(ConfigurationSchema, []);
