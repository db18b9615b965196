import { type TSchema } from '@sinclair/typebox';
import { CONFIGURATION_KEYS, type ConfigurationKey } from './keys';
import { ConfigurationSchema } from './schema';

function limits(key: ConfigurationKey): string {
  let schema: TSchema = ConfigurationSchema;
  for (const part of key.path) schema = (schema.properties as Record<string, TSchema>)[part]!;
  if (key.choices) return `one of ${key.choices.map((choice) => `\`${choice}\``).join(', ')}`;
  const parts: string[] = [
    key.type === 'list' ? 'list of texts (separated by commas outside a file)' : key.type,
  ];
  if (schema.minimum !== undefined) parts.push(`at least ${schema.minimum}`);
  if (schema.exclusiveMinimum !== undefined) parts.push(`above ${schema.exclusiveMinimum}`);
  if (schema.maximum !== undefined) parts.push(`at most ${schema.maximum}`);
  return parts.join(', ');
}

function entry(key: ConfigurationKey): string {
  return [
    `### \`${key.path.join('.')}\``,
    key.description,
    [
      `- default: \`${JSON.stringify(key.default)}\``,
      `- ${limits(key)}`,
      `- environment: \`${key.environment}\``,
      `- flag: \`${key.flag}\``,
    ].join('\n'),
  ].join('\n\n');
}

/** The page `docs/configuration.md`: every setting with its default, its limits and its reason. */
export function describeConfiguration(): string {
  const parts = [
    '# Configuration',
    'Made from the schema by `npm run docs:configuration`; edit the schema, not this page.',
    'Settings come from a YAML or JSON file (`modelwatch serve --config FILE`), the environment and flags; the later ' +
      'of them wins. An unknown key or a wrong value ends the start with its path.',
    '## General',
  ];
  let section = '';
  for (const key of CONFIGURATION_KEYS) {
    const own = key.path.length > 1 ? key.path[0]! : '';
    if (own !== section) {
      const schema = (ConfigurationSchema.properties as Record<string, TSchema>)[own]!;
      parts.push(`## ${own[0]!.toUpperCase()}${own.slice(1)}`, schema.description!);
      section = own;
    }
    parts.push(entry(key));
  }
  return `${parts.join('\n\n')}\n`;
}
