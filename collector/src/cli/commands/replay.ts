import type { Command } from 'commander';
import type { Interval, ReplayPerformance, ReplayRequest, ReplayRun } from '../../contract';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import { EXIT, ExitWith } from '../exitCodes';
import type { Io } from '../io';
import { parseMoment } from '../parseMoment';
import { parseFilter, parseRepair } from '../parseRepair';
import { startProgress } from '../progress';
import { renderTable } from '../renderTable';

interface ReplayOptions extends ClientOptions {
  model: string;
  from: string;
  to: string;
  version: string[];
  repair?: string[];
  filter?: string[];
  asOf?: string;
}

const gather = (value: string, before: string[] = []): string[] => [...before, value];
const digits = (value: number | null): string => (value === null ? '' : value.toFixed(4));
const interval = (value: Interval | null): string =>
  value === null ? '' : `${value.lower.toFixed(4)} .. ${value.upper.toFixed(4)}`;

/** The comparison of a run, one line for each version as logged and repaired. */
export function renderReplay({ logged, results }: ReplayRun): string {
  const columns = [
    { title: 'scored by' },
    { title: 'input' },
    { title: 'rows', align: 'right' },
    { title: 'labelled', align: 'right' },
    { title: 'AUC', align: 'right' },
    { title: '95 % interval' },
    { title: 'accuracy', align: 'right' },
    { title: 'agrees with logged', align: 'right' },
    { title: 'rows/s', align: 'right' },
  ] as const;
  const performance = (of: ReplayPerformance) => [
    String(of.n),
    digits(of.rocAuc),
    interval(of.rocAucInterval),
    digits(of.accuracy),
  ];
  const rows = results.map((one) => [
    one.version,
    one.repaired ? 'repaired' : 'as logged',
    String(one.rows),
    ...performance(one.performance),
    one.agreementWithLogged === null ? '' : `${(one.agreementWithLogged * 100).toFixed(2)} %`,
    Math.round(one.rowsPerSecond).toLocaleString('en'),
  ]);
  const first = logged ? [['(what was served)', 'as logged', '', ...performance(logged), '', '']] : [];
  return renderTable([...columns], [...first, ...rows]);
}

export function addReplayCommand(program: Command, io: Io): void {
  const command = program
    .command('replay')
    .description('run a window of the past through versions of a model, and wait for the comparison')
    .requiredOption('--model <model>', 'name of the model')
    .requiredOption('--from <time>', 'RFC 3339, or relative: now-24h')
    .option('--to <time>', 'RFC 3339, or relative: now', 'now')
    .requiredOption('--version <version>', 'a version to run (repeat for more)', gather)
    .option('--repair <repair>', '"AGEP = AGEP / 12 where client = mobile" (repeat for more)', gather)
    .option('--filter <filter>', 'client=mobile or client!=web,mobile (repeat for more)', gather)
    .option('--as-of <time>', 'labels that arrived later are not seen');
  addClientOptions(command, io).action(async (options: ReplayOptions) => {
    const request: ReplayRequest = {
      model: options.model,
      from: new Date(parseMoment(options.from, io.now())).toISOString(),
      to: new Date(parseMoment(options.to, io.now())).toISOString(),
      versions: options.version,
      repairs: options.repair?.map(parseRepair),
      filters: options.filter?.map(parseFilter),
      asOf: options.asOf,
    };
    const client = clientOf(options, io);
    let run = await client.send<ReplayRun>('POST', '/v1/replays', request);
    const progress = startProgress(io);
    while (run.state === 'queued' || run.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 250));
      run = await client.get<ReplayRun>(`/v1/replays/${run.id}`);
      progress.show(`${run.progress.rows} of ${run.progress.total} rows`);
    }
    progress.end();
    io.out(options.json ? `${JSON.stringify(run)}\n` : renderReplay(run));
    if (run.state !== 'done') throw new ExitWith(EXIT.failed, run.error ?? `The run ended as ${run.state}.`);
    const failed = run.results.flatMap((one) => Object.entries(one.failed));
    if (failed.length === 0) return;
    const told = failed.map(([reason, rows]) => `${rows} rows: ${reason}`).join('; ');
    throw new ExitWith(EXIT.found, `Some rows could not be scored: ${told}.`);
  });
}
