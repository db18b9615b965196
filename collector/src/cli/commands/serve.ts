import type { Command } from 'commander';
import { startCollector } from '../../main';
import { isThreadStuck } from '../../replay';
import { addConfigurationOptions, configurationOf } from '../configurationOptions';
import type { Io } from '../io';
import { untilAsked } from '../untilAsked';

export function addServeCommand(program: Command, io: Io): void {
  addConfigurationOptions(program.command('serve'))
    .description('run the collector until it is asked to stop (Ctrl-C, SIGTERM)')
    .action(async (options: Record<string, unknown>) => {
      const collector = await startCollector(configurationOf(options, io));
      io.err(`The collector is ready at ${collector.url} (documentation: ${collector.url}/docs).\n`);
      await untilAsked();
      await collector.stop();
      if (!isThreadStuck()) return;
      io.err('A model is still running that was given up; the process is killed with it.\n');
      process.kill(process.pid, 'SIGKILL');
    });
}
