import type { Command } from 'commander';
import { createToken, isScope, readTokens, type Scope, SCOPES, tokensPath, writeTokens } from '../../api';
import { addConfigurationOptions, configurationOf } from '../configurationOptions';
import { EXIT, ExitWith } from '../exitCodes';
import type { Io } from '../io';
import { renderTable } from '../renderTable';

type Options = Record<string, unknown> & { json?: boolean };

function parseScopes(text: string): Scope[] {
  return text.split(',').map((part) => {
    const scope = part.trim();
    if (isScope(scope)) return scope;
    throw new ExitWith(EXIT.usage, `There is no scope ${scope}; there are ${SCOPES.join(', ')}.`);
  });
}

export function addTokenCommand(program: Command, io: Io): void {
  const token = program.command('token').description('make and remove the tokens that open a collector');
  const pathOf = (options: Options) => tokensPath(configurationOf(options, io));

  addConfigurationOptions(token.command('create'))
    .description('make a token; its secret is shown this once, only its hash is kept')
    .requiredOption('--name <name>', 'who uses it, for people')
    .requiredOption('--scope <scopes>', `what it may do: ${SCOPES.join(', ')}, separated by commas`)
    .option('--json', 'print as JSON')
    .action(async (options: Options & { name: string; scope: string }) => {
      const path = pathOf(options);
      const known = readTokens(path);
      if (known.some((one) => one.name === options.name)) {
        throw new ExitWith(
          EXIT.usage,
          `There is a token ${options.name} already; remove it, or choose another name.`,
        );
      }
      const made = createToken(options.name, parseScopes(options.scope), new Date(io.now()));
      await writeTokens(path, [...known, made.token]);
      const { name, scopes } = made.token;
      io.out(options.json ? `${JSON.stringify({ name, scopes, token: made.secret })}\n` : `${made.secret}\n`);
      io.err(`The token ${name} may ${scopes.join(', ')}. Keep it now: it is not shown again.\n`);
    });

  addConfigurationOptions(token.command('list'))
    .description('list the tokens, without their secrets')
    .option('--json', 'print as JSON')
    .action((options: Options) => {
      const tokens = readTokens(pathOf(options)).map(({ hash: _hash, ...shown }) => shown);
      const rows = tokens.map(({ name, scopes, createdAt }) => [name, scopes.join(', '), createdAt]);
      const columns = [{ title: 'name' }, { title: 'scopes' }, { title: 'created' }];
      io.out(options.json ? `${JSON.stringify(tokens)}\n` : renderTable(columns, rows));
    });

  addConfigurationOptions(token.command('remove <name>'))
    .description('remove a token; a running collector refuses it from the next request on')
    .action(async (name: string, options: Options) => {
      const path = pathOf(options);
      const known = readTokens(path);
      const left = known.filter((one) => one.name !== name);
      if (left.length === known.length) throw new ExitWith(EXIT.failed, `There is no token ${name}.`);
      await writeTokens(path, left);
      io.err(`The token ${name} is removed.\n`);
    });
}
