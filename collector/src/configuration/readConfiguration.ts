import { Ajv, type ErrorObject } from 'ajv';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { ModelWatchError } from '../contract';
import { CONFIGURATION_KEYS, type ConfigurationKey } from './keys';
import { type Configuration, ConfigurationSchema } from './schema';

type Tree = { [name: string]: unknown };

export interface ConfigurationSources {
  /** Path of a YAML or JSON file. */
  file?: string;
  environment?: Record<string, string | undefined>;
  /** By flag, as `--http-body-limit-bytes`; values as they stand on the command line. */
  flags?: Record<string, string | undefined>;
}

const refuse = (message: string, path: string): ModelWatchError =>
  new ModelWatchError({ code: 'configuration', message, status: 500, path });

function readFile(file: string): Tree {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw refuse(`The configuration file ${file} cannot be read: ${(cause as Error).message}`, file);
  }
  let tree: unknown;
  try {
    tree = parse(text) ?? {};
  } catch (cause) {
    throw refuse(
      `The configuration file ${file} is neither YAML nor JSON: ${(cause as Error).message}`,
      file,
    );
  }
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) {
    throw refuse(`The configuration file ${file} must hold keys and values.`, file);
  }
  return tree as Tree;
}

/** Texts of the environment and of flags become what the schema asks for; what does not fit is left for it to refuse. */
function fromText(key: ConfigurationKey, text: string): unknown {
  if (key.type === 'list') return text === '' ? [] : text.split(',').map((part) => part.trim());
  if (key.type === 'string') return text;
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

function put(tree: Tree, path: string[], value: unknown): void {
  const [first, ...rest] = path;
  if (rest.length === 0) tree[first!] = value;
  else put((tree[first!] ??= {}) as Tree, rest, value);
}

function sentence(error: ErrorObject, source: Map<string, string>): { message: string; path: string } {
  const path = `$${error.instancePath.replaceAll('/', '.')}`;
  if (error.keyword === 'additionalProperties') {
    const name = (error.params as { additionalProperty: string }).additionalProperty;
    const inside = error.instancePath.slice(1);
    const siblings = CONFIGURATION_KEYS.filter((key) => key.path.slice(0, -1).join('/') === inside);
    const known = inside
      ? siblings.map((key) => key.path.at(-1))
      : Object.keys(ConfigurationSchema.properties);
    return {
      path: `${path}.${name}`,
      message: `There is no setting ${path.slice(2)}${inside ? '.' : ''}${name}; there are ${known.join(', ')}.`,
    };
  }
  const key = CONFIGURATION_KEYS.find((one) => one.path.join('/') === error.instancePath.slice(1));
  const told = key?.choices ? `must be one of ${key.choices.join(', ')}` : error.message;
  const from = source.get(error.instancePath.slice(1));
  return { path, message: `The setting ${path.slice(2)}${from ? ` (from ${from})` : ''} ${told}.` };
}

const validate = new Ajv({ useDefaults: true, allErrors: false }).compile<Configuration>(ConfigurationSchema);

/** Variables under our prefix that are no setting: of the command line's client, of the provisioning, of tests. */
const OTHER_VARIABLES = [
  'MODELWATCH_CONFIG',
  'MODELWATCH_URL',
  'MODELWATCH_TOKEN',
  'MODELWATCH_QUERY_TOKEN',
  'MODELWATCH_DASHBOARDS',
];

/**
 * The configuration from its defaults, a file, the environment and flags: the later of them wins. Variables of the
 * environment that begin with MODELWATCH_ and mean nothing are refused like unknown keys of a file, because a
 * misspelt limit that is silently ignored is found in the night it was meant for.
 */
export function readConfiguration({
  file,
  environment = {},
  flags = {},
}: ConfigurationSources): Configuration {
  const tree: Tree = file ? structuredClone(readFile(file)) : {};
  if (file && Array.isArray(tree.models)) {
    tree.models = tree.models.map((one: unknown) =>
      typeof one === 'string' ? resolve(dirname(file), one) : one,
    );
  }
  const source = new Map<string, string>();
  const known = new Set([...CONFIGURATION_KEYS.map((key) => key.environment), ...OTHER_VARIABLES]);
  const stranger = Object.keys(environment).find(
    (name) => /^MODELWATCH_(?!BENCH_|TEST_)/.test(name) && !known.has(name),
  );
  if (stranger) throw refuse(`The environment variable ${stranger} is no setting.`, stranger);
  for (const key of CONFIGURATION_KEYS) {
    for (const [from, text] of [
      [key.environment, environment[key.environment]],
      [key.flag, flags[key.flag]],
    ] as const) {
      if (text === undefined) continue;
      const section = key.path.length > 1 ? tree[key.path[0]!] : {};
      if (section !== undefined && (typeof section !== 'object' || section === null)) continue;
      put(tree, key.path, fromText(key, text));
      source.set(key.path.join('/'), from);
    }
  }
  if (!validate(tree)) {
    const { message, path } = sentence(validate.errors![0]!, source);
    throw refuse(
      file && !path.includes('MODELWATCH') ? `${message} (configuration file: ${file})` : message,
      path,
    );
  }
  if ((tree.http.tlsKeyFile === '') !== (tree.http.tlsCertificateFile === '')) {
    throw refuse('TLS needs both http.tlsKeyFile and http.tlsCertificateFile.', '$.http');
  }
  return tree;
}
