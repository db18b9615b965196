import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  badRequest,
  type Comparison,
  type FrameJson,
  type ModelEntry,
  parseDuration,
  type ReplayRequest,
  type ReplayRun,
} from '../../contract';
import type { Client } from '../client';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import { EXIT, ExitWith } from '../exitCodes';
import type { Io } from '../io';
import { parseMoment } from '../parseMoment';
import { startProgress } from '../progress';
import { renderComparison } from '../report';
import { lastMatureWindow } from './lastMatureWindow';

interface GateOptions extends ClientOptions {
  model: string;
  version: string;
  reference?: string;
  days: string;
  to: string;
  report?: string;
}

const DAY_MS = 86_400_000;
/** How far back mature days are looked for: labels of some models take months. */
const LOOK_BACK_MS = 120 * DAY_MS;
const POLL_MS = 250;

/** Label coverage by day, as the collector has it now. */
async function coverageByDay(
  client: Client,
  model: string,
  to: number,
): Promise<{ day: number; coverage: number | null }[]> {
  const frame = await client.send<FrameJson>('POST', '/v1/query', {
    query: { measure: 'labels.coverage', model, shape: 'series', window: '1d' },
    range: { from: to - LOOK_BACK_MS, to },
  });
  const times = frame.schema.fields.findIndex(({ type }) => type === 'time');
  const values = frame.schema.fields.findIndex(({ type }) => type === 'number');
  const days = (frame.data.values[times] ?? []) as number[];
  const coverages = (frame.data.values[values] ?? []) as (number | null)[];
  return days.map((day, index) => ({ day, coverage: coverages[index] ?? null }));
}

async function replay(client: Client, request: ReplayRequest, io: Io): Promise<ReplayRun> {
  const progress = startProgress(io);
  let run = await client.send<ReplayRun>('POST', '/v1/replays', request);
  while (!['done', 'failed', 'cancelled'].includes(run.state)) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    run = await client.get<ReplayRun>(`/v1/replays/${run.id}`);
    progress.show(`${run.progress.rows} of ${run.progress.total} rows`);
  }
  progress.end();
  if (run.state === 'done') return run;
  throw new ExitWith(EXIT.failed, run.error ?? `The run ended as ${run.state}.`);
}

export function addGateCommand(program: Command, io: Io): void {
  const command = program
    .command('gate')
    .description(
      'replay a candidate over the last mature days and hold it against the guard rails of its model',
    )
    .requiredOption('--model <model>', 'name of the model')
    .requiredOption('--version <version>', 'the candidate, a registered version')
    .option('--reference <version>', 'what it would replace; the production version unless given')
    .option(
      '--days <duration>',
      'how much of the past, ending with the last day whose labels are mature',
      '7d',
    )
    .option('--to <time>', 'look for mature days before this moment', 'now')
    .option('--report <file>', 'write the report there instead of printing it');
  addClientOptions(command, io).action(async (options: GateOptions) => {
    const lengthMs = parseDuration(options.days);
    if (!(lengthMs > 0)) throw new ExitWith(EXIT.usage, `--days ${options.days} is no duration such as 7d.`);
    const client = clientOf(options, io);
    const entry = await client.get<ModelEntry & { production: string | null }>(
      `/v1/models/${encodeURIComponent(options.model)}`,
    );
    if (!entry.spec.guardRails) {
      throw new ExitWith(
        EXIT.usage,
        `${options.model} names no guard rails to hold a candidate against; add \`guardRails\` to its model file.`,
      );
    }
    const reference = options.reference ?? entry.production;
    if (reference === null || reference === options.version) {
      throw badRequest(
        'gate-reference',
        'There is no other version to compare with; name one with --reference.',
      );
    }
    const to = parseMoment(options.to, io.now());
    const window = lastMatureWindow(await coverageByDay(client, options.model, to), {
      lengthMs,
      to,
      maturity: (entry.spec.maturity ?? 0.9) * (entry.spec.labels?.expectedShare ?? 1),
    });
    if (!window) {
      throw new ExitWith(
        EXIT.undecided,
        `No day of ${options.model} has mature labels yet; there is nothing to judge by.`,
      );
    }
    const run = await replay(
      client,
      {
        model: options.model,
        from: new Date(window.from).toISOString(),
        to: new Date(window.to).toISOString(),
        versions: [reference, options.version],
      },
      io,
    );
    const compared = await client.send<Comparison>('POST', `/v1/replays/${run.id}/comparison`, {
      reference: { version: reference },
      candidate: { version: options.version },
    });
    const report = options.json ? `${JSON.stringify(compared)}\n` : renderComparison(compared);
    if (options.report === undefined) io.out(report);
    else await writeFile(options.report, report);
    if (compared.verdict === 'breach')
      throw new ExitWith(EXIT.found, `${options.version} breaks a guard rail.`);
    if (compared.verdict !== 'ok') {
      throw new ExitWith(
        EXIT.undecided,
        `${options.version} cannot be judged: ${compared.verdict ?? 'no guard rails'}.`,
      );
    }
  });
}
