import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { Interval, ReplayCandidate, ReplayPerformance, ReplayRequest, ReplayRun } from '../../contract';
import type { Client } from '../client';
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
  version?: string[];
  repair?: string[];
  filter?: string[];
  asOf?: string;
  sample?: number;
  seed?: number;
  candidate?: string[];
  like?: string;
  wait: boolean;
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

/** What is to be said of versions that do not reproduce their own logged scores. */
export const infidelities = ({ results }: ReplayRun): string[] =>
  results.flatMap(({ version, fidelity }) => {
    if (!fidelity || fidelity.differing === 0) return [];
    const { differing, compared, cause, examples } = fidelity;
    const share = ((100 * differing) / compared).toFixed(2);
    const [first] = examples;
    const example = first ? ` ${first.id}: ${first.logged} was logged, ${first.replayed} is replayed.` : '';
    return [
      `${version} gives other scores than it was logged with for ${differing} of ${compared} rows (${share} %). ${cause ?? ''}${example}`,
    ];
  });

function showProgress({ progress }: ReplayRun): string {
  const { rows, total, rowsPerSecond, secondsLeft } = progress;
  const rate = rowsPerSecond ? `, ${Math.round(rowsPerSecond).toLocaleString('en')} rows/s` : '';
  const left = secondsLeft ? `, ${Math.ceil(secondsLeft)} s left` : '';
  return `${rows} of ${total} rows${rate}${left}`;
}

async function uploadCandidates(
  client: Client,
  { candidate = [], model, like }: ReplayOptions,
): Promise<string[]> {
  const names: string[] = [];
  for (const file of candidate) {
    const query = like === undefined ? '' : `?like=${encodeURIComponent(like)}`;
    const path = `/v1/models/${encodeURIComponent(model)}/candidates${query}`;
    const { name } = await client.sendBytes<ReplayCandidate>('POST', path, await readFile(file));
    names.push(name);
  }
  return names;
}

const wholeNumber = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
};

export function addReplayCommand(program: Command, io: Io): void {
  const command = program
    .command('replay')
    .description('run a window of the past through versions of a model, and wait for the comparison')
    .requiredOption('--model <model>', 'name of the model')
    .requiredOption('--from <time>', 'RFC 3339, or relative: now-24h')
    .option('--to <time>', 'RFC 3339, or relative: now', 'now')
    .option('--version <version>', 'a version to run (repeat for more)', gather)
    .option(
      '--candidate <file>',
      'an ONNX file that is no version, for this run alone (repeat for more)',
      gather,
    )
    .option(
      '--like <version>',
      'version whose inputs and outputs the candidates have; told from the file unless given',
    )
    .option('--repair <repair>', '"AGEP = AGEP / 12 where client = mobile" (repeat for more)', gather)
    .option('--filter <filter>', 'client=mobile or client!=web,mobile (repeat for more)', gather)
    .option('--as-of <time>', 'labels that arrived later are not seen')
    .option('--sample <rows>', 'so many predictions, drawn by chance', wholeNumber)
    .option('--seed <seed>', 'the same seed draws the same ones', wholeNumber)
    .option('--no-wait', 'print the run and leave it to itself (modelwatch replays shows it)');
  addClientOptions(command, io).action(async (options: ReplayOptions) => {
    const client = clientOf(options, io);
    const versions = [...(options.version ?? []), ...(await uploadCandidates(client, options))];
    if (versions.length === 0) {
      throw new ExitWith(EXIT.usage, 'Name what to run: --version VERSION or --candidate FILE.');
    }
    const request: ReplayRequest = {
      model: options.model,
      from: new Date(parseMoment(options.from, io.now())).toISOString(),
      to: new Date(parseMoment(options.to, io.now())).toISOString(),
      versions,
      repairs: options.repair?.map(parseRepair),
      filters: options.filter?.map(parseFilter),
      asOf: options.asOf,
      ...(options.sample !== undefined && { sample: { rows: options.sample, seed: options.seed } }),
    };
    let run = await client.send<ReplayRun>('POST', '/v1/replays', request);
    if (!options.wait) {
      io.out(options.json ? `${JSON.stringify(run)}\n` : `The run ${run.id} goes on by itself.\n`);
      return;
    }
    const progress = startProgress(io);
    while (run.state === 'queued' || run.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 250));
      run = await client.get<ReplayRun>(`/v1/replays/${run.id}`);
      progress.show(showProgress(run));
    }
    progress.end();
    io.out(options.json ? `${JSON.stringify(run)}\n` : renderReplay(run));
    if (run.state !== 'done') {
      throw new ExitWith(EXIT.failed, run.error ?? `The run ended as ${run.state}.`);
    }
    for (const sentence of infidelities(run)) io.err(`${sentence}\n`);
    const failed = run.results.flatMap((one) => Object.entries(one.failed));
    if (failed.length === 0) return;
    const told = failed.map(([reason, rows]) => `${rows} rows: ${reason}`).join('; ');
    throw new ExitWith(EXIT.found, `Some rows could not be scored: ${told}.`);
  });
}
