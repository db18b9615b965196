import type { Command } from 'commander';
import {
  badRequest,
  type Finding,
  type Injection,
  INJECTION_KINDS,
  type InjectionKind,
  type Investigation,
  type InvestigationRequest,
  parseDuration,
} from '../../contract';
import type { Client } from '../client';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import { EXIT, ExitWith } from '../exitCodes';
import { formatSeconds } from '../formatValue';
import type { Io } from '../io';
import { parseMoment } from '../parseMoment';
import { parseFilter } from '../parseRepair';
import { renderTable } from '../renderTable';

interface GamedayOptions extends ClientOptions {
  model: string;
  at: string;
  for: string;
  every: string;
  kind: string;
  feature?: string;
  otherFeature?: string;
  size?: string;
  share?: string;
  where?: string[];
  seed: string;
}

const gather = (value: string, before: string[] = []): string[] => [...before, value];
const HOUR_MS = 3_600_000;

function readInjection(options: GamedayOptions, at: number): Injection {
  if (!INJECTION_KINDS.includes(options.kind as InjectionKind)) {
    throw badRequest(
      'injection-invalid',
      `There is no kind of incident ${options.kind}: there are ${INJECTION_KINDS.join(', ')}.`,
    );
  }
  return {
    kind: options.kind as InjectionKind,
    from: new Date(at).toISOString(),
    seed: Number(options.seed),
    ...(options.feature !== undefined && { feature: options.feature }),
    ...(options.otherFeature !== undefined && { otherFeature: options.otherFeature }),
    ...(options.size !== undefined && { size: Number(options.size) }),
    ...(options.share !== undefined && { share: Number(options.share) }),
    ...(options.where && { where: options.where.map(parseFilter) }),
  };
}

async function investigate(client: Client, request: InvestigationRequest): Promise<Investigation> {
  let one = await client.send<Investigation>('POST', '/v1/investigations', request);
  while (one.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    one = await client.get<Investigation>(`/v1/investigations/${one.id}`);
  }
  if (one.state === 'failed') throw new ExitWith(EXIT.failed, one.error ?? 'An investigation failed.');
  return one;
}

interface Look {
  at: number;
  first: Finding | undefined;
}

const renderLooks = (looks: readonly Look[], from: number): string =>
  renderTable(
    [{ title: 'after', align: 'right' }, { title: 'first finding' }, { title: 'began (90 %)' }],
    looks.map(({ at, first }) => [
      formatSeconds((at - from) / 1000),
      first?.title ?? 'nothing to act on',
      first?.since
        ? `${new Date(first.since.lower).toISOString()} .. ${new Date(first.since.upper).toISOString()}`
        : '',
    ]),
  );

export function addGamedayCommand(program: Command, io: Io): void {
  const command = program
    .command('gameday')
    .description(
      'a drill: change logged predictions in memory as an incident would, and see when an investigation announces it',
    )
    .requiredOption('--model <model>', 'name of the model; its log is loaded already')
    .requiredOption('--at <time>', 'when the incident begins: RFC 3339, or now-6h')
    .requiredOption('--kind <kind>', INJECTION_KINDS.join(', '))
    .option('--for <duration>', 'how long is looked on', '12h')
    .option('--every <duration>', 'how often is looked', '1h')
    .option('--feature <name>', 'of kinds that change a feature')
    .option('--other-feature <name>', 'of `swapped`')
    .option('--size <n>', 'factor, standard deviations, quantile, step or hours, as the kind has it')
    .option('--share <n>', 'share of the rows of the segment, above 0 to 1')
    .option('--where <filter>', 'client=mobile (repeat for more)', gather)
    .option('--seed <n>', 'which rows are struck', '1');
  addClientOptions(command, io).action(async (options: GamedayOptions) => {
    const from = parseMoment(options.at, io.now());
    const inject = readInjection(options, from);
    const [length, step] = [parseDuration(options.for), parseDuration(options.every)];
    if (!(length > 0 && step > 0))
      throw badRequest('duration-invalid', '--for and --every are durations such as 6h.');
    const client = clientOf(options, io);
    const looks: Look[] = [];
    for (let at = from + step; at <= from + length; at += step) {
      // What an engineer looks at who is called: the last hours, of which the first are healthy.
      const window = Math.max(at - 6 * HOUR_MS, from - 2 * HOUR_MS);
      const { findings } = await investigate(client, {
        model: options.model,
        from: new Date(window).toISOString(),
        to: new Date(at).toISOString(),
        inject,
      });
      const first = findings.find(({ level }) => level !== 'note');
      looks.push({ at, first });
      if (first) break;
    }
    const last = looks[looks.length - 1];
    io.out(options.json ? `${JSON.stringify({ inject, looks })}\n` : renderLooks(looks, from));
    if (!last?.first) throw new ExitWith(EXIT.found, `It was not announced within ${options.for}.`);
  });
}
