import { Command, CommanderError } from 'commander';
import { ModelWatchError } from '../contract';
import { VERSION } from '../packageVersion';
import { addAlertsCommand } from './commands/alerts';
import { addBackupCommand } from './commands/backup';
import { addCheckCommand } from './commands/check';
import { addCompareCommand } from './commands/compare';
import { addConfigurationCommand } from './commands/configuration';
import { addDemoCommand } from './commands/demo';
import { addExplainCommand } from './commands/explain';
import { addGamedayCommand } from './commands/gameday';
import { addGateCommand } from './commands/gate';
import { addInvestigateCommand } from './commands/investigate';
import { addLoadCommand } from './commands/load';
import { addMeasuresCommand } from './commands/measures';
import { addModelCommand } from './commands/model';
import { addQueryCommand } from './commands/query';
import { addReplayCommand } from './commands/replay';
import { addReplaysCommand } from './commands/replays';
import { addRestoreCommand } from './commands/restore';
import { addRetrainingCommand } from './commands/retraining';
import { addServeCommand } from './commands/serve';
import { addCanaryCommand } from './commands/canary';
import { addShadowCommand } from './commands/shadow';
import { addTokenCommand } from './commands/token';
import { EXIT, EXIT_CODES_HELP, ExitWith } from './exitCodes';
import type { Io } from './io';

/** Errors that mean: what was asked for is wrong, not what was done. */
const USAGE_CODES = new Set(['configuration', 'tokens-required', 'tls']);

function createProgram(io: Io): Command {
  const program = new Command('modelwatch')
    .description('Production machine-learning models watched, alerted on and replayed.')
    .version(VERSION, '-V, --version')
    .enablePositionalOptions()
    .showHelpAfterError('(modelwatch --help lists the commands)')
    .addHelpText('after', EXIT_CODES_HELP)
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride();
  addServeCommand(program, io);
  addDemoCommand(program, io);
  addLoadCommand(program, io);
  addQueryCommand(program, io);
  addReplayCommand(program, io);
  addReplaysCommand(program, io);
  addCompareCommand(program, io);
  addGateCommand(program, io);
  addExplainCommand(program, io);
  addShadowCommand(program, io);
  addCanaryCommand(program, io);
  addRetrainingCommand(program, io);
  addInvestigateCommand(program, io);
  addGamedayCommand(program, io);
  addModelCommand(program, io);
  addMeasuresCommand(program, io);
  addAlertsCommand(program, io);
  addTokenCommand(program, io);
  addCheckCommand(program, io);
  addBackupCommand(program, io);
  addRestoreCommand(program, io);
  addConfigurationCommand(program, io);
  const inherit = (command: Command): void =>
    command.commands.forEach((child) => {
      child.copyInheritedSettings(command);
      inherit(child);
    });
  inherit(program);
  return program;
}

/** Runs a command line and tells the exit code; every failure is a sentence on standard error. */
export async function runCommand(argv: readonly string[], io: Io): Promise<number> {
  try {
    await createProgram(io).parseAsync(argv, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (error instanceof ExitWith) {
      if (error.message !== '') io.err(`${error.message}\n`);
      return error.code;
    }
    if (error instanceof ModelWatchError) {
      const path = error.path !== undefined && !error.message.includes(error.path) ? ` (${error.path})` : '';
      io.err(`${error.message}${path}\n`);
      return USAGE_CODES.has(error.code) ? EXIT.usage : EXIT.failed;
    }
    io.err(`This is a bug in modelwatch; please report it.\n${(error as Error).stack ?? String(error)}\n`);
    return EXIT.failed;
  }
}
