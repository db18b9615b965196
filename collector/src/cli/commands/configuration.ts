import type { Command } from 'commander';
import { describeConfiguration } from '../../configuration';
import { addConfigurationOptions, configurationOf } from '../configurationOptions';
import type { Io } from '../io';

export function addConfigurationCommand(program: Command, io: Io): void {
  addConfigurationOptions(program.command('configuration'))
    .description('print the configuration that would be used, as JSON; secrets are left out')
    .option('--markdown', 'print the documentation of every setting instead')
    .action((options: Record<string, unknown>) => {
      if (options.markdown) {
        io.out(describeConfiguration());
        return;
      }
      const { tokens, security, webhook, ...shown } = configurationOf(options, io);
      const maskKey = security.maskKey === '' ? '' : '(set)';
      const safe = {
        ...shown,
        tokens: tokens.map((text) => text.replace(/[^:]*$/, '(set)')),
        security: { ...security, maskKey },
        webhook: { ...webhook, secret: webhook.secret === '' ? '' : '(set)' },
      };
      io.out(`${JSON.stringify(safe, null, 2)}\n`);
    });
}
