import { type Command, Option } from 'commander';
import { type Client, createClient } from './client';
import type { Io } from './io';

export interface ClientOptions {
  url: string;
  token?: string;
  json?: boolean;
}

const DEFAULT_URL = 'http://127.0.0.1:4180';

/** The options of every command that asks a collector over HTTP. */
export function addClientOptions(command: Command, { environment }: Io): Command {
  return command
    .addOption(
      new Option('--url <url>', 'address of the collector (MODELWATCH_URL)').default(
        environment.MODELWATCH_URL ?? DEFAULT_URL,
      ),
    )
    .option('--token <token>', 'token with the scope that is needed (MODELWATCH_TOKEN)')
    .option('--json', 'print the answer as JSON');
}

export const clientOf = ({ url, token }: ClientOptions, { environment }: Io): Client =>
  createClient(url, token ?? environment.MODELWATCH_TOKEN);
