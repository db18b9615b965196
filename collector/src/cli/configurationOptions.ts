import { type Command, Option } from 'commander';
import { type Configuration, CONFIGURATION_KEYS, readConfiguration } from '../configuration';
import type { Io } from './io';

const attribute = (flag: string): string => new Option(`${flag} <value>`).attributeName();

/** The flags that most people need; the others are listed in docs/configuration.md and taken all the same. */
const SHOWN = new Set(['--host', '--port', '--data-dir', '--models', '--log-level']);

/** Gives a command `--config FILE` and a flag for each setting. */
export function addConfigurationOptions(command: Command): Command {
  command.option('--config <file>', 'YAML or JSON file of settings (MODELWATCH_CONFIG)');
  for (const key of CONFIGURATION_KEYS) {
    const summary = key.description.split(/\.(?:\s|$)/)[0]!;
    const option = new Option(`${key.flag} <value>`, `${summary} (${key.environment})`);
    command.addOption(SHOWN.has(key.flag) ? option : option.hideHelp());
  }
  return command.addHelpText(
    'after',
    '\nEvery setting of docs/configuration.md is a flag too, for example --http-body-limit-bytes 1048576.',
  );
}

/** The configuration as the command line, the environment and the file say it. */
export function configurationOf(
  options: Record<string, unknown>,
  { environment }: Io,
  defaults: Record<string, string> = {},
): Configuration {
  const flags: Record<string, string | undefined> = {};
  for (const key of CONFIGURATION_KEYS) {
    const value = options[attribute(key.flag)];
    if (typeof value === 'string') flags[key.flag] = value;
    // A command's own default gives way to what the environment says.
    else if (environment[key.environment] === undefined) flags[key.flag] = defaults[key.flag];
  }
  const file = typeof options.config === 'string' ? options.config : environment.MODELWATCH_CONFIG;
  return readConfiguration({ file, environment, flags });
}
