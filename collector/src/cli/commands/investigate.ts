import type { Command } from 'commander';
import type { Finding, Investigation, InvestigationRequest, Repair } from '../../contract';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import { EXIT, ExitWith } from '../exitCodes';
import { formatSeconds } from '../formatValue';
import type { Io } from '../io';
import { parseMoment } from '../parseMoment';
import { parseFilter } from '../parseRepair';
import { startProgress } from '../progress';

interface InvestigateOptions extends ClientOptions {
  model: string;
  from: string;
  to: string;
  baseline?: string;
  filter?: string[];
  asOf?: string;
  replay?: boolean;
}

const gather = (value: string, before: string[] = []): string[] => [...before, value];
const timeOf = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
const count = (value: number): string => value.toLocaleString('en');

export function repairInWords({ feature, expression, where }: Repair): string {
  const filters = (where ?? []).map(({ key, operator, values }) => `${key} ${operator} ${values.join(', ')}`);
  return `${feature} = ${expression}${filters.length > 0 ? ` where ${filters.join(' and ')}` : ''}`;
}

function renderFinding(finding: Finding): string {
  const { rank, level, title, since, until, predictions, score, performance, repairs, changes, causes } =
    finding;
  const lines = [`${rank}. [${level}] ${title}`];
  if (since) {
    const end = until === null ? '' : `, until ${timeOf(until)}`;
    const percent = Math.round(since.confidence * 100);
    lines.push(
      `since ${timeOf(since.estimate)} (${percent} %: ${timeOf(since.lower)} .. ${timeOf(since.upper)})${end}`,
    );
  }
  lines.push(
    `${count(predictions.inSegment)} predictions in the segment, ${count(predictions.changed)} changed`,
  );
  if (score.before !== null && score.after !== null && level !== 'note') {
    lines.push(`mean score ${score.before.toFixed(3)} before, ${score.after.toFixed(3)} since`);
  }
  if (performance && level !== 'note') {
    const { measure, before, after, labelled, coverage } = performance;
    lines.push(
      `${measure} ${before.toFixed(4)} before, ${after.toFixed(4)} since (${count(labelled)} labelled, ${Math.round(coverage * 100)} %)`,
    );
  }
  for (const { ts, change, text, secondsBefore } of changes) {
    const when = `${formatSeconds(Math.abs(secondsBefore))} ${secondsBefore >= 0 ? 'before' : 'after'}`;
    lines.push(`change ${timeOf(ts)} (${when}): ${change}, ${text}`);
  }
  for (const repair of repairs) lines.push(`repair ${repairInWords(repair)}`);
  if (causes.length > 0) lines.push(`explains ${causes.map((other) => `finding ${other}`).join(', ')}`);
  return `${lines.join('\n   ')}\n`;
}

/** An investigation for people. */
export function renderInvestigation({ summary, findings, replay, read }: Investigation): string {
  const told = findings.map(renderFinding).join('');
  if (findings.length === 0) return `${summary}\n`;
  const compared = read
    ? `Compared with ${timeOf(read.before.from)} .. ${timeOf(read.before.to)}, baseline ${read.baseline ?? 'none'}.\n`
    : '';
  if (!replay) return `${told}${compared}`;
  const value = (one: number | null): string => (one === null ? 'unknown' : one.toFixed(4));
  const share = replay.explained === null ? '' : `: ${Math.round(replay.explained * 100)} % of the loss`;
  const outcome =
    replay.error ??
    `${replay.measure} ${value(replay.logged)} as served, ${value(replay.repaired)} repaired, ${value(replay.healthy)} before${share}`;
  return `${told}${compared}Replay of the repair of finding ${replay.finding} through ${replay.version}: ${outcome}.\n`;
}

export function addInvestigateCommand(program: Command, io: Io): void {
  const command = program
    .command('investigate')
    .description(
      'look for what changed in a window: where, since when, what it looks like, what would repair it',
    )
    .requiredOption('--model <model>', 'name of the model')
    .requiredOption('--from <time>', 'RFC 3339, or relative: now-24h')
    .option('--to <time>', 'RFC 3339, or relative: now', 'now')
    .option('--filter <filter>', 'client=mobile or client!=web,mobile (repeat for more)', gather)
    .option('--baseline <version>', 'compare with the baseline of this version')
    .option('--as-of <time>', 'labels that arrived later are not seen')
    .option('--replay', 'run the proposed repair, and tell how much of the loss it explains');
  addClientOptions(command, io).action(async (options: InvestigateOptions) => {
    const request: InvestigationRequest = {
      model: options.model,
      from: new Date(parseMoment(options.from, io.now())).toISOString(),
      to: new Date(parseMoment(options.to, io.now())).toISOString(),
      filters: options.filter?.map(parseFilter),
      baseline: options.baseline,
      asOf: options.asOf,
      replay: options.replay,
    };
    const client = clientOf(options, io);
    let one = await client.send<Investigation>('POST', '/v1/investigations', request);
    const progress = startProgress(io);
    while (one.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 250));
      one = await client.get<Investigation>(`/v1/investigations/${one.id}`);
      progress.show('looking');
    }
    progress.end();
    if (one.state === 'failed') throw new ExitWith(EXIT.failed, one.error ?? 'The investigation failed.');
    io.out(options.json ? `${JSON.stringify(one)}\n` : renderInvestigation(one));
    if (one.findings.some(({ level }) => level !== 'note')) throw new ExitWith(EXIT.found);
  });
}
