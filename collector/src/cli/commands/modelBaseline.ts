import type { Command } from 'commander';
import type { BaselineEntry, BaselineWindow } from '../../contract';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import type { Io } from '../io';
import { parseMoment } from '../parseMoment';
import { parseFilter } from '../parseRepair';

interface BaselineOptions extends ClientOptions {
  version: string;
  from: string;
  to: string;
  filter?: string[];
  text?: string;
}

const gather = (value: string, before: string[] = []): string[] => [...before, value];

/** `modelwatch model baseline`: accepts a window of logged rows as the new normal of a version. */
export function addBaselineCommand(model: Command, io: Io): void {
  const command = model
    .command('baseline <model>')
    .description('make the logged rows of a window the baseline of a version, and register the change')
    .requiredOption('--version <version>', 'whose baseline it becomes')
    .requiredOption('--from <time>', 'RFC 3339, or relative: now-7d')
    .option('--to <time>', 'RFC 3339, or relative: now', 'now')
    .option('--filter <filter>', 'client=mobile or client!=web,mobile (repeat for more)', gather)
    .option('--text <reason>', 'why, for those who read of the change later');
  addClientOptions(command, io).action(async (name: string, options: BaselineOptions) => {
    const window: BaselineWindow = {
      from: new Date(parseMoment(options.from, io.now())).toISOString(),
      to: new Date(parseMoment(options.to, io.now())).toISOString(),
      filters: options.filter?.map(parseFilter),
      text: options.text,
    };
    const path = `/v1/models/${encodeURIComponent(name)}/baselines/${encodeURIComponent(options.version)}/window`;
    const baseline = await clientOf(options, io).send<BaselineEntry>('POST', path, window);
    io.out(
      options.json
        ? `${JSON.stringify(baseline)}\n`
        : `The baseline of ${name} ${baseline.version} is now ${baseline.rows} rows, ${baseline.kind}.\n`,
    );
  });
}
