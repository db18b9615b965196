import type { Command } from 'commander';
import { runDemo } from '../../demo';
import { addConfigurationOptions, configurationOf } from '../configurationOptions';
import { EXIT, ExitWith } from '../exitCodes';
import type { Io } from '../io';

interface DemoOptions extends Record<string, unknown> {
  data?: string;
  asRecorded?: boolean;
  speed: string;
  feed: boolean;
}

export function addDemoCommand(program: Command, io: Io): void {
  addConfigurationOptions(program.command('demo'))
    .description('run a collector with a real log of 60,000 predictions, and tell what happened in it')
    .option('--data <folder>', 'where its data is kept', undefined)
    .option('--as-recorded', 'keep the times of the log (October 2026) instead of moving its end to now')
    .option('--speed <n>', 'go on feeding the log, n times its recorded pace', '1')
    .option('--no-feed', 'feed nothing after loading')
    .action(async (options: DemoOptions) => {
      const speed = Number(options.speed);
      if (!(speed > 0 && speed <= 10_000)) {
        throw new ExitWith(EXIT.usage, `--speed ${options.speed} is no number above 0 and up to 10000.`);
      }
      const given = { ...options, dataDir: options.dataDir ?? options.data };
      const configuration = configurationOf(given, io, {
        '--data-dir': '.modelwatch/demo',
        '--log-level': 'warn',
      });
      await runDemo(
        { configuration, isAsRecorded: options.asRecorded ?? false, speed: options.feed ? speed : null },
        io,
      );
    });
}
