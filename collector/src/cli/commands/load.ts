import { type Command, Option } from 'commander';
import { badRequest, EVENT_KINDS, type EventKind, type ModelEntry, ModelWatchError } from '../../contract';
import { openRooms } from '../../main';
import { addClientOptions, type ClientOptions, clientOf } from '../clientOptions';
import { addConfigurationOptions, configurationOf } from '../configurationOptions';
import { EXIT, ExitWith } from '../exitCodes';
import type { Io } from '../io';
import {
  findTimeSpan,
  listLogFiles,
  LiveFeed,
  loadLog,
  type LoadResult,
  type LogFile,
  type ModelOf,
  type SendEvents,
} from '../load';
import { startProgress } from '../progress';
import { renderTable } from '../renderTable';
import { untilAsked } from '../untilAsked';

interface LoadOptions extends ClientOptions {
  kind?: EventKind;
  direct?: boolean;
  shiftToNow?: boolean;
  speed?: string;
}

function renderResult({ files }: LoadResult): string {
  const columns = [
    { title: 'file' },
    { title: 'kind' },
    ...['accepted', 'duplicates', 'quarantined', 'invalid fields', 'not yet due'].map((title) => ({
      title,
      align: 'right' as const,
    })),
  ];
  const rows = files.map(({ file, totals, later }) => [
    file.path,
    file.kind,
    ...[totals.accepted, totals.duplicates, totals.quarantined, totals.invalidFields, later].map(String),
  ]);
  const issues = files.flatMap(({ totals }) => totals.issues).slice(0, 10);
  return renderTable(columns, rows) + issues.map((issue) => `${issue}\n`).join('');
}

/** Where the events go, what is known there of a model, and how to end that. */
interface Target {
  send: SendEvents;
  modelOf: ModelOf;
  close: () => Promise<void>;
}

async function openTarget(options: LoadOptions, io: Io): Promise<Target> {
  if (!options.direct) {
    const client = clientOf(options, io);
    return {
      send: client.sendEvents,
      async modelOf(name) {
        try {
          return (await client.get<ModelEntry>(`/v1/models/${encodeURIComponent(name)}`)).spec;
        } catch (error) {
          if (error instanceof ModelWatchError && error.status === 404) return null;
          throw error;
        }
      },
      close: async () => undefined,
    };
  }
  const configuration = configurationOf({ ...options }, io, { '--log-level': 'warn' });
  const rooms = await openRooms(configuration);
  return {
    send: rooms.take,
    modelOf: async (name) => rooms.registry.model(name)?.spec ?? null,
    close: () => rooms.close(Infinity),
  };
}

async function play(
  files: LogFile[],
  { send, modelOf }: Target,
  from: number,
  speed: number,
  io: Io,
): Promise<void> {
  const span = await findTimeSpan(files);
  if (!span) return;
  const state = { playings: [{ startsAt: from, speed, suffix: `-${from.toString(36)}` }], fedUpTo: from - 1 };
  const progress = startProgress(io);
  let events = 0;
  const feed = new LiveFeed({
    files,
    reading: { modelOf },
    span,
    send,
    state,
    speed,
    now: io.now,
    onFed: (_state, count) => progress.show(`${(events += count)} events fed; Ctrl-C ends it`),
    onError: (error) => io.err(`${(error as Error).message}\n`),
  });
  feed.start();
  await untilAsked();
  await feed.stop();
  progress.end();
}

function parseSpeed(text: string | undefined): number | null {
  if (text === undefined) return null;
  const speed = Number(text);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new ExitWith(EXIT.usage, `--speed ${text} is no number above 0.`);
}

const PARQUET_HELP = `
A Parquet file has a row for each event and its fields as columns (id, ts, model, version, prediction, latencyMs, ...);
times are TIMESTAMP in UTC, or ISO 8601 text with an offset. Features and segments are struct columns of these names, or
a column for each that the model's schema names (or features.NAME). The answer is a struct \`prediction\`, or the columns
\`prediction\` or \`class\` beside \`score\` (of the positive class) or a \`score_CLASS\` for each class. NULL is missing.`;

export function addLoadCommand(program: Command, io: Io): void {
  const command = program
    .command('load <files...>')
    .description(
      'send recorded events: NDJSON, plain or gzipped, or Parquet. The name of a file tells its kind ' +
        '(predictions.ndjson.gz, labels.parquet).',
    )
    .addOption(
      new Option('--kind <kind>', 'what the files hold, whatever they are called').choices(EVENT_KINDS),
    )
    .option('--as-recorded', 'keep the times as they are (the default)')
    .addOption(
      new Option(
        '--shift-to-now',
        'move all times so that the last prediction is now; what then lies ahead is left out',
      ).conflicts('asRecorded'),
    )
    .option(
      '--speed <n>',
      'then play the log from its start, under ids of its own, n times as fast, until Ctrl-C',
    )
    .option('--direct', 'write into --data-dir without a running collector');
  addConfigurationOptions(addClientOptions(command, io));
  command.addHelpText('after', PARQUET_HELP);
  command.action(async (paths: string[], options: LoadOptions) => {
    const files = listLogFiles(paths, options.kind);
    const speed = parseSpeed(options.speed);
    const target = await openTarget(options, io);
    const { send, modelOf, close } = target;
    try {
      const now = io.now();
      const span = options.shiftToNow ? await findTimeSpan(files) : null;
      if (options.shiftToNow && !span) throw badRequest('no-times', 'The files hold no event with a time.');
      const progress = startProgress(io);
      const result = await loadLog({
        files,
        send,
        shiftMs: span ? now - span.to : 0,
        until: span ? now : Infinity,
        reading: { modelOf, tell: (sentence) => io.err(`${sentence}\n`) },
        onProgress: (file, lines) => progress.show(`${file.path}: ${lines} events`),
      });
      progress.end();
      io.out(options.json ? `${JSON.stringify(result.files)}\n` : renderResult(result));
      if (speed !== null) await play(files, target, now, speed, io);
      const quarantined = result.files.reduce((sum, { totals }) => sum + totals.quarantined, 0);
      if (quarantined > 0) {
        throw new ExitWith(
          EXIT.found,
          `${quarantined} events were quarantined; GET /v1/quarantine tells why.`,
        );
      }
    } finally {
      await close();
    }
  });
}
